const policyParts = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]

/** What an answer lacks of the headers that every answer carries (ASVS 5.0 3.4.1–3.4.6), in words. */
export function listMissingHeaders({ headers }: Response): string[] {
  const policy = headers.get('content-security-policy') ?? ''
  const [, age] = /^max-age=(\d+); includeSubDomains$/.exec(headers.get('strict-transport-security') ?? '') ?? []
  return [
    ...policyParts.filter((part) => !policy.includes(part)),
    ...(Number(age) >= 31_536_000 ? [] : ['strict-transport-security']),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['x-content-type-options']),
    ...(headers.get('referrer-policy') === 'no-referrer' ? [] : ['referrer-policy']),
    ...(/^[0-9a-f-]{36}$/.test(headers.get('x-request-id') ?? '') ? [] : ['x-request-id']),
    ...(headers.has('x-powered-by') ? ['no x-powered-by'] : []),
  ]
}
