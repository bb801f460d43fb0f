const tappable = new Set(['http:', 'https:', 'line:', 'tel:'])
const web = new Set(['http:', 'https:'])

function readUri(value: unknown, schemes: ReadonlySet<string>): string | undefined {
  // Not URL.parse, which Safari has from 18 on.
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined
  const { protocol, href } = new URL(value)
  return schemes.has(protocol) ? href : undefined
}

/** The address if a person may tap it (the four schemes LINE takes); `javascript:`, `data:` and the rest are nothing. */
export const readTappableUri = (value: unknown) => readUri(value, tappable)

/** The address if a browser may open or load it: http and https only. */
export const readWebUri = (value: unknown) => readUri(value, web)
