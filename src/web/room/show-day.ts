import type { PollLanguage } from '../../contracts/question-steps.ts'

const formats = {
  th: new Intl.DateTimeFormat('th-TH-u-ca-buddhist-nu-latn', { dateStyle: 'medium', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB-u-ca-buddhist', { dateStyle: 'medium', timeZone: 'UTC' }),
}

/** A calendar day (2026-11-25) as people read it: 25 พ.ย. 2569, 25 Nov 2569. */
export function showDay(day: string, language: PollLanguage): string {
  return formats[language].format(new Date(`${day}T00:00:00Z`)).replace(/ BE$/, '')
}
