import type { QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { writeDate } from '../../line/flex/words.ts'

type Words = Record<PollLanguage, string>

/** What stands in place of a result. One wording for everything that the rules hide, so that it does not tell which rule it was. */
export const noteWords = {
  hidden: {
    th: 'ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ',
    en: 'Not shown, to keep the answers confidential.',
  },
  open: { th: 'แสดงผลหลังปิดรับคำตอบ', en: 'Results are shown once the poll has closed.' },
  unopened: {
    th: 'แบบสำรวจนี้ปิดโดยไม่ได้เปิดรับคำตอบ',
    en: 'This poll was closed before it opened for answers.',
  },
  counting: { th: 'กำลังรวมคำตอบ', en: 'The answers are being counted.' },
  lost: {
    th: 'ไม่มีผล เนื่องจากรหัสสำหรับเปิดคำตอบสูญหาย (เช่น กู้คืนระบบระหว่างเปิดรับคำตอบ) โปรดทำสำเนาเป็นรอบใหม่',
    en: 'There are no results, because the keys that open the answers are lost (for example, the system was restored while the poll was open). Please duplicate it as a new round.',
  },
  /** To those who were asked; a poll may be lost before anybody answered, or after a room has seen its answers. */
  lostToPeople: {
    th: 'แบบสำรวจนี้ปิดโดยไม่มีผล เนื่องจากระบบขัดข้องระหว่างดำเนินการ คำตอบที่ส่งมาแล้วเปิดอ่านไม่ได้และถูกลบทั้งหมด',
    en: 'This poll closed without results because of a system fault. Answers already sent cannot be opened, and all of them have been deleted.',
  },
  nextStep: { th: 'สิ่งที่หน่วยงานจะดำเนินการ', en: 'What the office will do' },
  awaiting: { th: 'ผู้อนุมัติกำลังพิจารณาผล', en: 'The approver is reviewing the results.' },
  held: {
    th: (reason: string) => `ยังไม่เผยแพร่ผล: ${reason}`,
    en: (reason: string) => `Results held back: ${reason}`,
  },
  late: {
    th: (reason: string) => `แจ้งผลช้ากว่าวันที่ประกาศ เพราะ: ${reason}`,
    en: (reason: string) => `Announced later than promised, because: ${reason}`,
  },
  overdue: {
    th: (day: string) => `เลยกำหนดแจ้งผลวันที่ ${writeDate(day)} แล้ว ผู้อนุมัติยังไม่ได้เผยแพร่ผลหรือแจ้งเหตุผล`,
    en: (day: string) =>
      `The result was due by ${writeDate(day, 'en')}. The approver has neither released it nor given a reason.`,
  },
  cardOverdue: {
    th: (day: string) => `เลยกำหนดแจ้งผลวันที่ ${writeDate(day)} แล้ว`,
    en: (day: string) => `It was due by ${writeDate(day, 'en')}.`,
  },
  otherInstrument: {
    th: 'คนละเครื่องมือ: คำถาม ผู้ตอบ และวิธีคิดคะแนนของ ITA ต่างจากแบบสำรวจนี้ จึงวางไว้ข้างกันโดยไม่เทียบบนแกนเดียวกัน',
    en: 'A different survey: ITA asks different questions of different people and scores them differently, so the figures stand side by side and never share an axis.',
  },
  over90: { th: 'ตอบแล้วมากกว่าร้อยละ 90', en: 'More than 90% have answered' },
} satisfies Record<string, Words | Record<PollLanguage, (reason: string) => string>>

export function writeTurnout(answered: number, eligible: number | null, language: PollLanguage): string {
  const of = eligible === null ? '' : { th: ` จาก ${eligible}`, en: ` of ${eligible}` }[language]
  return { th: `ตอบแล้ว ${answered}${of} คน`, en: `Answered: ${answered}${of}` }[language]
}

/** One line for what has no bars: a mean, a band, an order, words or themes. */
export function summarize(result: QuestionResult, language: PollLanguage, wordsAtMost = 10): string | null {
  const labels = result.rows.map(({ label }) => label)
  if (result.kind === 'word' || result.kind === 'text') return labels.slice(0, wordsAtMost).join(' · ') || null
  const words = summaryWords[language]
  const range = rangeOf(result, language)
  if (result.mean !== null)
    return `${words[result.kind === 'nps' ? 'nps' : 'mean']} ${writeScore(result.mean)} (${range})`
  if (result.band !== null) return `${words[result.kind === 'nps' ? 'npsBand' : 'band']} ${result.band} (${range})`
  const isOrder = result.kind === 'ranking' || result.kind === 'points'
  return isOrder && result.rows.some(({ percent }) => percent === null)
    ? `${words.order}: ${labels.map((label, place) => `${place + 1}. ${label}`).join(' ')}`
    : null
}

/** What a mean or a band is out of; nothing for what has neither. */
export function rangeOf({ kind, mean, band }: QuestionResult, language: PollLanguage): string | null {
  if (mean === null && band === null) return null
  return summaryWords[language][kind === 'nps' ? 'npsRange' : 'range']
}

const summaryWords = {
  th: {
    mean: 'ค่าเฉลี่ย',
    band: 'ค่าเฉลี่ยอยู่ในช่วง',
    range: 'เต็ม 100',
    nps: 'คะแนนการบอกต่อ',
    npsBand: 'คะแนนการบอกต่ออยู่ในช่วง',
    npsRange: 'จาก −100 ถึง 100',
    // Numbers that were shared would tell which options nobody chose.
    order: 'เรียงลำดับ (ที่เท่ากันเรียงตามตัวเลือก)',
  },
  en: {
    mean: 'Mean',
    band: 'Mean between',
    range: 'of 100',
    nps: 'Recommendation score',
    npsBand: 'Recommendation score between',
    npsRange: 'from −100 to 100',
    order: 'In order (equal ones as they were offered)',
  },
} satisfies Record<PollLanguage, Record<string, string>>

const writeScore = (score: number) => String(score).replace('-', '−')
