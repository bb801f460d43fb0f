const policyParts = ["default-src 'none'", "object-src 'none'", "base-uri 'none'"]

/**
 * What an answer lacks of the headers that every answer carries (ASVS 5.0 3.4.1–3.4.6), in words. `holders` are the only origins that
 * may show it in a frame; left out, nobody may.
 */
export function listMissingHeaders({ headers }: Response, holders: string[] = []): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const [, age] = /^max-age=(\d+); includeSubDomains$/.exec(headers.get('strict-transport-security') ?? '') ?? []
  return [
    ...policyParts.filter((part) => !policy.includes(part)),
    ...listFrameFaults(headers, holders),
    ...(Number(age) >= 31_536_000 ? [] : ['strict-transport-security']),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['x-content-type-options']),
    ...(headers.get('referrer-policy') === 'no-referrer' ? [] : ['referrer-policy']),
    ...(/^[0-9a-f-]{36}$/.test(headers.get('x-request-id') ?? '') ? [] : ['x-request-id']),
    ...(headers.has('x-powered-by') ? ['no x-powered-by'] : []),
  ]
}

/** Whoever is not named may not show the answer in a frame, in the words of today's browsers and of old ones. */
export function listFrameFaults(headers: Headers, holders: string[] = []): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const named = [...policy.matchAll(/(?:^|; ?)frame-ancestors ([^;]*)/g)].map(([, who]) => who)
  const expected = holders.length > 0 ? holders.join(' ') : "'none'"
  return [
    ...(named.length === 1 && named[0] === expected ? [] : [`frame-ancestors ${expected}, not ${named.join(' and ')}`]),
    // Old browsers know X-Frame-Options alone, which can name no origin.
    ...(holders.length > 0 || headers.get('x-frame-options') === 'DENY' ? [] : ['x-frame-options']),
  ]
}
