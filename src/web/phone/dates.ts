export type Language = 'th' | 'en'

const zone = 'Asia/Bangkok'
const locales = { th: 'th-TH-u-ca-buddhist-nu-latn', en: 'en-GB' }

const dayFormats = {
  th: new Intl.DateTimeFormat(locales.th, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }),
  en: new Intl.DateTimeFormat(locales.en, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone }),
}
const shortFormats = {
  th: new Intl.DateTimeFormat(locales.th, { day: 'numeric', month: 'short', timeZone: zone }),
  en: new Intl.DateTimeFormat(locales.en, { day: 'numeric', month: 'short', timeZone: zone }),
}
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
})

/** 23 พ.ย. 2569 · 23 Nov 2026 */
export function formatDay(at: string, language: Language): string {
  const parts = dayFormats[language].formatToParts(new Date(at))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('day')} ${part('month')} ${part('year')}`
}

/** 08.30 น. · 08:30 */
export function formatTime(at: string, language: Language): string {
  const time = timeFormat.format(new Date(at))
  return language === 'th' ? `${time.replace(':', '.')} น.` : time
}

/** The day in Bangkok as a key for comparing. */
export function dayKey(at: string): string {
  return formatDay(at, 'en')
}

/** In the list of chats: the time today, else the day. */
export function formatRecent(at: string, now: Date, language: Language): string {
  return dayKey(at) === dayKey(now.toISOString())
    ? formatTime(at, language)
    : shortFormats[language].format(new Date(at))
}
