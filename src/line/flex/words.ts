import type { GuideTopic } from '../../contracts/guide-topics.ts'

// The functions a template may call: figures, dates and money as a Thai reader expects them. Pure; no template does arithmetic.

const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const upToTwoDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' })

type Language = 'th' | 'en'

const bangkok = { timeZone: 'Asia/Bangkok', numberingSystem: 'latn' } as const
const wholeDate = { ...bangkok, day: 'numeric', month: 'short', year: 'numeric' } as const
const dateParts = {
  th: new Intl.DateTimeFormat('th-TH', { ...wholeDate, calendar: 'buddhist' }),
  en: new Intl.DateTimeFormat('en-GB', { ...wholeDate, calendar: 'buddhist' }),
}
const timeParts = new Intl.DateTimeFormat('th-TH', { ...bangkok, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

function partsOf(format: Intl.DateTimeFormat, at: Date): Record<string, string> {
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
}

/** A score as printed in ITA reports: 90.47, 92.50. */
export function writeScore(value: number): string {
  return twoDecimals.format(value)
}

/** A plain figure: 85, 1,250, 12.5. */
export function writeFigure(value: number): string {
  return upToTwoDecimals.format(value)
}

// 90.47 − 92.62 is −2.1500000000000057 in binary; scores have two decimals.
function difference(now: number, before: number): number {
  return Math.round((now - before) * 100) / 100
}

/** Change in words: "ลดลง 2.15 คะแนน". */
export function writeChange(now: number, before: number): string {
  const points = difference(now, before)
  if (points === 0) return 'คะแนนคงเดิม'
  return `${points > 0 ? 'เพิ่มขึ้น' : 'ลดลง'} ${twoDecimals.format(Math.abs(points))} คะแนน`
}

/** One figure beside another in words: "สูงกว่า 0.28 คะแนน". */
export function writeComparison(value: number, other: number): string {
  const points = difference(value, other)
  if (points === 0) return 'เท่ากัน'
  return `${points > 0 ? 'สูงกว่า' : 'ต่ำกว่า'} ${twoDecimals.format(Math.abs(points))} คะแนน`
}

/** Width of a bar, measured from zero; money comes as text. */
export function writeWidth(part: number | string, whole: number | string): string {
  const share = Number(whole) > 0 ? (Number(part) / Number(whole)) * 100 : 0
  return `${Math.round(Math.min(100, Math.max(0, share)) * 100) / 100}%`
}

/** For "is there a figure", as 0 is one but counts as nothing in a condition. */
export function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

/** "23 พ.ย. 2569", "23 Nov 2569" */
export function writeDate(isoDate: string, language: Language = 'th'): string {
  const { day, month, year } = partsOf(
    dateParts[language],
    new Date(isoDate.length === 10 ? `${isoDate}T12:00:00+07:00` : isoDate),
  )
  return `${day} ${month} ${year}`
}

/** "23 พ.ย. 2569 เวลา 08.30 น.", "23 Nov 2569, 08:30" */
export function writeDateTime(isoTime: string, language: Language = 'th'): string {
  const { hour, minute } = partsOf(timeParts, new Date(isoTime))
  const date = writeDate(isoTime, language)
  return language === 'en' ? `${date}, ${hour}:${minute}` : `${date} เวลา ${hour}.${minute} น.`
}

/** Money in words: from a million up in ล้านบาท with two decimals, below that in full. */
export function writeBaht(amount: string): string {
  const value = Number(amount)
  return value >= 1_000_000 ? `${twoDecimals.format(value / 1_000_000)} ล้านบาท` : `${upToTwoDecimals.format(value)} บาท`
}

/** A share of money in percent, "45.20"; "0.00" of nothing. */
export function writeShare(part: string, whole: string): string {
  return twoDecimals.format(Number(whole) > 0 ? (Number(part) / Number(whole)) * 100 : 0)
}

/** Cuts between visible characters, never inside one. */
export function shorten(text: string, max: number): string {
  const joined = text.replace(/\s+/g, ' ')
  if (joined.length <= max) return joined
  let cut = ''
  for (const { segment } of graphemes.segment(joined)) {
    if (cut.length + segment.length > max - 1) break
    cut += segment
  }
  return `${cut.trimEnd()}…`
}

/** Name of the site a clip is on. */
export function writeVideoSite(url: string): string {
  return new URL(url).hostname.endsWith('tiktok.com') ? 'TikTok' : 'YouTube'
}

const topicWords: Record<GuideTopic, string> = {
  asset_how_to: 'ยืมและใช้ทรัพย์สินของราชการ',
  asset_check: 'ผลการตรวจสอบทรัพย์สินของราชการ',
  bribery: 'ป้องกันสินบน · จัดซื้อจัดจ้างโปร่งใส',
  manual: 'คู่มือการปฏิบัติงาน',
  hr_policy: 'นโยบายและหลักเกณฑ์ด้านบุคคล',
  meeting_summary: 'สรุปจากที่ประชุม',
  measure: 'มาตรการของหน่วยงาน',
  guide: 'ข้อควรรู้',
}

/** What stands above the title of a guide, on the card and on its picture. */
export function writeTopic(topic: GuideTopic): string {
  return topicWords[topic]
}
