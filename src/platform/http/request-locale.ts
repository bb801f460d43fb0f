import type { IncomingMessage } from 'node:http'
import type { Locale } from '../../contracts/error-words.ts'

/** Thai unless the caller asks for English before Thai (RFC 9110 §12.5.4, quality values left aside). */
export function requestLocale(request: IncomingMessage): Locale {
  const first = /\b(th|en)\b/i.exec(request.headers['accept-language'] ?? '')
  return first?.[1]?.toLowerCase() === 'en' ? 'en' : 'th'
}
