import { accountErrors } from './error-words/accounts.ts'
import { audienceErrors } from './error-words/audience.ts'
import { campaignErrors } from './error-words/campaigns.ts'
import { cardErrors } from './error-words/cards.ts'
import { operationErrors } from './error-words/operation.ts'
import { pollErrors } from './error-words/polls.ts'
import { requestErrors } from './error-words/requests.ts'
import type { ErrorWords, Locale } from './error-words/words.ts'

export type { Locale }

// Codes not listed fall back to the words of their status.
const catalogue: ErrorWords = {
  ...requestErrors,
  ...accountErrors,
  ...audienceErrors,
  ...campaignErrors,
  ...cardErrors,
  ...pollErrors,
  ...operationErrors,
}

const byStatus: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** Words for a person: what happened and what to do next. Never a stack, SQL or path. */
export function wordsForError(code: string, status: number, locale: Locale): string {
  const fallback = byStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR')
  const entry = catalogue[Object.hasOwn(catalogue, code) ? code : fallback]
  return (entry as Record<Locale, string>)[locale]
}

/** The words of exactly this code; undefined where it has none of its own. */
export function findErrorWords(code: string, locale: Locale): string | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code]?.[locale] : undefined
}

/** Every code with words of its own. */
export const errorCodes: readonly string[] = Object.keys(catalogue)
