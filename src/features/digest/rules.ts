import { shortenTo } from '../../contracts/templates/fields.ts'
import type { TemplateData } from '../../contracts/templates.ts'
import { calendarDay, fiscalYearOfDay } from '../../platform/calendar-day.ts'

/** From its first moment up to the first of the next. */
export type Period = { from: Date; to: Date }

/** The month as Bangkok has it. */
export function periodOf(month: string): Period {
  const [year, no] = month.split('-').map(Number) as [number, number]
  const next = no === 12 ? `${year + 1}-01` : `${year}-${String(no + 1).padStart(2, '0')}`
  return { from: new Date(`${month}-01T00:00:00+07:00`), to: new Date(`${next}-01T00:00:00+07:00`) }
}

/** The month that ended last, as Bangkok has it: 2026-11-05 gives 2026-10. */
export function monthBefore(now: Date): string {
  const [year, no] = calendarDay(now).split('-').map(Number) as [number, number]
  return no === 1 ? `${year - 1}-12` : `${year}-${String(no - 1).padStart(2, '0')}`
}

export type MonthOfOffice = {
  month: string
  agency: string
  runsDone: number
  /** Titles of the cards sent, each once, the newest first. */
  sent: string[]
  asked: string[]
  answered: { title: string; nextStep: string }[]
  updates: { title: string; result: string | null }[]
}

const shown = 3 // with a line each, what the square picture has room for
const monthName = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Whether there is anything to tell of the month. */
export const isEmpty = ({ runsDone, asked, answered, updates }: MonthOfOffice) =>
  runsDone === 0 && asked.length === 0 && answered.length === 0 && updates.length === 0

type Digest = TemplateData<'digest'>
type Names = { sent: string[]; asked: string[]; answered: string[] }

/**
 * What was sent, what was asked, and what the office did about it; the newest where there is no room for all. A name with which
 * the card would break the rules of content is counted and not named: no title that somebody once gave holds up the month.
 */
export function toDigest(of: MonthOfOffice, keepsRules: (digest: Digest) => boolean): Digest {
  const { month, agency, runsDone, sent, asked, answered, updates } = of
  const done = [
    ...answered.map(({ title, nextStep }) => `${title}: ${nextStep}`),
    ...updates.map(({ title, result }) => (result ? `${title}: ${result}` : title)),
  ]
  const naming = (named: Names): Digest => ({
    agency: shortenTo(80, agency),
    source: 'ระบบสุจริต',
    fiscalYear: fiscalYearOfDay(`${month}-01`),
    title: 'เดือนนี้เราทำอะไรบ้าง',
    period: monthName.format(new Date(`${month}-01`)),
    counts: [
      { value: String(runsDone), label: 'รอบส่งการ์ด' },
      { value: String(asked.length), label: 'แบบสำรวจ' },
      { value: String(done.length), label: 'เรื่องที่ดำเนินการ' },
    ],
    ...named,
    sent: [...named.sent, ...moreThan(named.sent.length, sent.length)],
  })
  return naming(chooseNames({ sent, asked, answered: done }, (named) => keepsRules(naming(named))))
}

/** One after the other and never each alone: the rules read a card as one text, where a name goes on in the next. */
function chooseNames(all: Names, mayName: (named: Names) => boolean): Names {
  let named: Names = { sent: [], asked: [], answered: [] }
  for (const part of ['sent', 'asked', 'answered'] as const) {
    for (const name of all[part].map(oneLine)) {
      const longer = { ...named, [part]: [...named[part], name] }
      if (named[part].length < shown && mayName(longer)) named = longer
    }
  }
  return named
}

const moreThan = (named: number, count: number) => (named > 0 && count > named ? [`และอีก ${count - named} เรื่อง`] : [])
const oneLine = (text: string) => shortenTo(44, text.replace(/\s+/g, ' ').trim())
