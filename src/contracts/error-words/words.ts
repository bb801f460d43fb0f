export type Locale = 'th' | 'en'

/** By code: one sentence of what happened and one of what to do. */
export type ErrorWords = Record<string, Record<Locale, string>>
