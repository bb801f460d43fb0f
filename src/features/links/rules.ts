import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'

/**
 * Whether a link is counted: the web outside, and nothing of LINE's own, which opens in the app and would lose its chat on the
 * way. What is kept `apart`, pages of this product and of LINE's look-alike, is left alone: there a count could stand beside what
 * somebody does next.
 */
export function isCounted(url: string, apart: readonly string[]): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin } = new URL(url)
  return /^https?:$/.test(protocol) && !apart.includes(origin) && !/(^|\.)(line\.me|lin\.ee)$/.test(hostname)
}

/** Every address that a tap on these messages opens, each once. */
export function listLinks(messages: readonly OutgoingMessage[]): string[] {
  const found = new Set<string>()
  replaceLinks(messages, (url) => {
    found.add(url)
    return url
  })
  return [...found]
}

/** The same messages with their links replaced, on the phone and on the desktop. */
export function replaceLinks<T>(value: T, replace: (url: string) => string): T {
  if (Array.isArray(value)) return value.map((item) => replaceLinks(item, replace)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, replaceLinks(item, replace)])
  const copy = Object.fromEntries(entries)
  if (copy.type !== 'uri' || typeof copy.uri !== 'string') return copy
  const desktop = copy.altUri?.desktop
  return {
    ...copy,
    uri: replace(copy.uri),
    ...(typeof desktop === 'string' && { altUri: { desktop: replace(desktop) } }),
  }
}

// What fetches links to show what is behind them, LINE's own preview ("line-poker") first.
const robots = /bot\b|crawl|spider|slurp|preview|facebookexternalhit|line-poker|whatsapp|curl|wget|python|headless/i

/** Whether a request is somebody opening a link: a GET by no machine, and not fetched ahead of a tap. */
export function isOpening(request: { method: string; userAgent: string; purpose: string }): boolean {
  return request.method === 'GET' && !robots.test(request.userAgent) && !/prefetch|preview/i.test(request.purpose)
}
