import type { TemplateData } from '../../contracts/templates.ts'

type Indicator = { no: number; titleTh: string; score: number }
export type MeasureRow = {
  areaTitle: string
  startsOn: string
  endsOn: string
  steps: readonly { titleTh: string; owners: readonly string[] }[]
}
type State = TemplateData<'measure-update'>['state']
export type MeasureUpdate = { title: string; state: State }

const longestTitle = 60
const longestOwner = 60

/** Data of the card of two years: each indicator with its score of the year before, where it had one. */
export function toComparison(
  year: { fiscalYear: number; source: string; target: number | null; agency: string },
  indicators: readonly Indicator[],
  before: ReadonlyMap<number, number>,
): TemplateData<'ita-comparison'> {
  const { fiscalYear, source, target, agency } = year
  return {
    ...{ agency, source, fiscalYear, target },
    title: `คะแนน ITA รายตัวชี้วัด พ.ศ. ${fiscalYear - 1} และ ${fiscalYear}`,
    previousYear: fiscalYear - 1,
    indicators: indicators.map(({ no, titleTh, score }) => ({
      no,
      title: titleTh.slice(0, longestTitle),
      score,
      previousScore: before.get(no) ?? null,
    })),
  }
}

/** Data of the card of a year's measures. How far each has come is what its owners have told in approved cards. */
export function toTimeline(
  year: { fiscalYear: number; source: string; agency: string },
  measures: readonly MeasureRow[],
  updates: readonly MeasureUpdate[],
  today: string,
): TemplateData<'measure-timeline'> {
  return {
    ...year,
    title: `มาตรการ ${measures.length} ด้าน ปีงบประมาณ พ.ศ. ${year.fiscalYear}`,
    measures: measures.map((measure) => ({
      title: measure.areaTitle,
      owner: nameOwners(measure.steps.flatMap(({ owners }) => owners)),
      dueDate: measure.endsOn,
      ...standOf(measure, updates, today),
    })),
  }
}

/** Nothing is made up: without word from its owners a measure has begun when its time has, and no share of it is told. */
function standOf(
  { areaTitle, startsOn, steps }: MeasureRow,
  updates: readonly MeasureUpdate[],
  today: string,
): { state: State; percent: number | null } {
  const stateOf = (title: string) => updates.find((update) => update.title === title)?.state
  const whole = stateOf(areaTitle)
  if (whole) return { state: whole, percent: whole === 'done' ? 100 : null }
  const told = steps.map(({ titleTh }) => stateOf(titleTh))
  const done = told.filter((state) => state === 'done').length
  const percent = told.some(Boolean) ? Math.round((done / steps.length) * 100) : null
  if (steps.length > 0 && done === steps.length) return { state: 'done', percent }
  if (told.includes('delayed')) return { state: 'delayed', percent }
  const hasBegun = today >= startsOn || told.some((state) => state === 'in_progress' || state === 'done')
  return { state: hasBegun ? 'in_progress' : 'not_started', percent }
}

function nameOwners(owners: readonly string[]): string {
  const everybody = owners.find((owner) => owner.startsWith('ทุก')) // "ทุกกลุ่ม/กอง/สำนักงาน": the others are among them
  const [first = 'ยังไม่กำหนด', ...others] = everybody ? [everybody] : [...new Set(owners)]
  const rest = others.length > 0 ? ` และอีก ${others.length} หน่วย` : ''
  return `${first.slice(0, longestOwner - rest.length)}${rest}`
}
