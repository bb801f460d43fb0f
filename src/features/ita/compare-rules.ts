import type { YearFigures } from './sheet-rules.ts'

/** What an import made of the year, each figure by the name it has in the publication: "ตัวชี้วัด 3", "ข้อ 5.2 IIT". */
export type Changes = Record<'added' | 'changed' | 'removed', string[]>

export function compareYears(before: YearFigures | undefined, after: YearFigures): Changes {
  const old = before ? nameFigures(before) : new Map<string, string>()
  const now = nameFigures(after)
  const names = [...now.keys()]
  return {
    added: names.filter((name) => !old.has(name)),
    changed: names.filter((name) => old.has(name) && old.get(name) !== now.get(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
  }
}

/** Each figure with all that is told of it, so that a mended title or note is a change too. */
function nameFigures({ total, nationalAverage, target, level, instruments, indicators, items }: YearFigures) {
  const single = { คะแนนรวม: total, ค่าเฉลี่ยประเทศ: nationalAverage, เป้าหมาย: target, ระดับ: level }
  const figures: [string, unknown][] = [
    ...Object.entries(single).filter(([, value]) => value !== null),
    ...instruments.flatMap(({ code, nameTh, score, note, parts }): [string, unknown][] => [
      [code, [nameTh, score, note]],
      ...Object.entries(parts ?? {}).map(([no, part]): [string, unknown] => [`${code} ส่วนที่ ${no}`, part]),
    ]),
    ...indicators.map(({ no, ...rest }): [string, unknown] => [
      `ตัวชี้วัด ${no}`,
      [rest.instrument, rest.titleTh, rest.score],
    ]),
    ...items.flatMap(({ no, areaTitle, titleTh, note, scores }): [string, unknown][] => [
      [`ข้อ ${no}`, [areaTitle, titleTh, note]],
      ...Object.entries(scores).map(([code, score]): [string, unknown] => [`ข้อ ${no} ${code}`, score]),
    ]),
  ]
  return new Map(figures.map(([name, told]) => [name, JSON.stringify(told)]))
}
