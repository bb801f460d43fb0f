import { currentLanguage } from '../words/language.ts'

const zone = 'Asia/Bangkok'
const locale = () => (currentLanguage() === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB')

const format = (at: string | Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).format(new Date(at))

/** 23 พ.ย. 2569 */
export function showDay(at: string | Date): string {
  const text = format(at, { day: 'numeric', month: 'short', year: 'numeric' })
  return text.replace(/\s*(พ\.ศ\.|ปี)\s*/, ' ')
}

/** 23 พฤศจิกายน 2569 */
export function showLongDay(at: string | Date): string {
  return format(at, { day: 'numeric', month: 'long', year: 'numeric' }).replace(/\s*(พ\.ศ\.|ปี)\s*/, ' ')
}

export const toThaiDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x0e50 + Number(digit)))

/** 23 พ.ย. */
export const showDayMonth = (at: string | Date): string => format(at, { day: 'numeric', month: 'short' })

/** 08.30 น. */
export function showTime(at: string | Date): string {
  const time = format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return currentLanguage() === 'th' ? `${time.replace(':', '.')} น.` : time
}

export const showDayTime = (at: string | Date): string => `${showDay(at)} ${showTime(at)}`

export function showMonth(at: string | Date): string {
  return format(at, { month: 'long', year: 'numeric' }).replace(/\s*พ\.ศ\.\s*/, ' ')
}

export const showWeekday = (at: string | Date, width: 'short' | 'long' = 'short'): string =>
  format(at, { weekday: width })

export const showNumber = (value: number): string => new Intl.NumberFormat('en-US').format(value)
