import { currentLanguage, type Language } from '../words/language.ts'

const zone = 'Asia/Bangkok'
// พ.ศ. in English too: fiscal years, indicators and the calendar are counted in it on every page.
const locales = { th: 'th-TH-u-ca-buddhist-nu-latn', en: 'en-GB-u-ca-buddhist' }

/** Without the name of the era, which Thai writes before a year and English after it. */
const format = (at: string | Date, options: Intl.DateTimeFormatOptions, language = currentLanguage()) =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options })
    .format(new Date(at))
    .replace(/\s*(พ\.ศ\.|ปี|B\.?E\.?)\s*/, ' ')
    .trim()

/** 23 พ.ย. 2569 */
export const showDay = (at: string | Date, language?: Language): string =>
  format(at, { day: 'numeric', month: 'short', year: 'numeric' }, language)

/** 23 พฤศจิกายน 2569 */
export const showLongDay = (at: string | Date): string => format(at, { day: 'numeric', month: 'long', year: 'numeric' })

export const toThaiDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0x0e50 + Number(digit)))

/** 23 พ.ย. */
export const showDayMonth = (at: string | Date): string => format(at, { day: 'numeric', month: 'short' })

/** 08.30 น. */
export function showTime(at: string | Date): string {
  const time = format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return currentLanguage() === 'th' ? `${showClock(time)}\u00a0น.` : time
}

/** 08:30 of a form as a sentence has it: 08.30 in Thai. */
export const showClock = (time: string): string => (currentLanguage() === 'th' ? time.replace(':', '.') : time)

export const showDayTime = (at: string | Date): string => `${showDay(at)} ${showTime(at)}`

export const showMonth = (at: string | Date): string => format(at, { month: 'long', year: 'numeric' })

export const showWeekday = (at: string | Date, width: 'short' | 'long' = 'short'): string =>
  format(at, { weekday: width })

export const showNumber = (value: number): string => new Intl.NumberFormat('en-US').format(value)
