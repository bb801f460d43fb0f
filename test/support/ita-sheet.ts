import type { ItaYearFigures } from '../../prisma/seed/load-seed.ts'

type Row = (string | number | null)[]

/** A year of the seed as an officer would write it in a sheet. */
export function itaSheetRows({ total, nationalAverage, target, level, ...year }: ItaYearFigures): Row[] {
  return [
    ['ประเภท', 'เลขที่', 'เครื่องมือ', 'ชื่อ', 'คะแนน', 'หมายเหตุ'],
    ['รวม', null, null, null, total, null],
    ['ค่าเฉลี่ยประเทศ', null, null, null, nationalAverage, null],
    ['เป้าหมาย', null, null, null, target, null],
    ['ระดับ', null, null, level, null, null],
    ...year.instruments.flatMap(({ code, nameTh, score, note, parts }): Row[] => [
      ['เครื่องมือ', null, code, nameTh, score, note ?? null],
      ...Object.entries(parts ?? {}).map(([no, part]): Row => ['ส่วน', Number(no), code, null, part, null]),
    ]),
    ...year.indicators.map(({ no, instrument, titleTh, score }): Row => {
      return ['ตัวชี้วัด', no, instrument, titleTh, score, null]
    }),
    ...year.areas.flatMap(({ no, titleTh, items }): Row[] => [
      ['ด้าน', no, null, titleTh, null, null],
      ...items.flatMap((item): Row[] => {
        const scores = Object.entries(item.scores)
        const note = item.note ?? null
        if (scores.length === 0) return [['ข้อ', item.no, null, item.titleTh, null, note]]
        return scores.map(([code, score]) => ['ข้อ', item.no, code, item.titleTh, score, note])
      }),
    ]),
  ]
}
