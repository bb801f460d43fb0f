import { z } from 'zod'
import { named } from './problems.ts'

// RFC 3986's characters; anything else, Thai letters included, has to be percent-encoded as UTF-8.
const encoded = /^(?:[!#$&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]|%[0-9a-fA-F]{2})+$/

function isWellFormed(uri: string): boolean {
  if (!encoded.test(uri) || !URL.canParse(uri)) return false
  return !/^https?:/i.test(uri) || /^https?:\/\/[^/?#]/i.test(uri)
}

function isHttpLoopback(uri: string): boolean {
  if (!uri.startsWith('http://') || !URL.canParse(uri)) return false
  const { hostname } = new URL(uri)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function uri(max: number) {
  return z
    .string()
    .refine((text) => text.length > 0, named('EMPTY', 'must not be empty'))
    .refine((text) => text.length <= max, named('TOO_LONG', `must be at most ${max} characters`))
    .refine(isWellFormed, named('URI_MALFORMED', 'must be a URL in percent-encoded UTF-8'))
}

/**
 * Pictures and videos: https, up to 2,000 characters. http on a loopback host has a code of its own, because `checkMessages`
 * overlooks it where LINE itself is played by a simulator.
 */
export const mediaUrl = uri(2000)
  .refine((text) => text.startsWith('https://') || isHttpLoopback(text), named('URI_SCHEME', 'must be an https URL'))
  .refine((text) => !isHttpLoopback(text), named('URI_HTTP_LOOPBACK', 'must be https; http is for a simulator only'))

/** Where a tap leads: up to 1,000 characters. */
export const actionUri = uri(1000).refine(
  (text) => /^(https?:|line:|tel:)/.test(text),
  named('URI_SCHEME', 'must begin with https:, http:, line: or tel:'),
)
