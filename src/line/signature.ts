import { createHmac, timingSafeEqual } from 'node:crypto'

/** Tells whether LINE sent these bytes. */
export type SignatureCheck = (rawBody: Buffer, signature: string | undefined) => boolean

/**
 * Checks `x-line-signature`: base64 of HMAC-SHA256 over the raw bytes, keyed by the channel secret.
 * Give the old secret too while it is being replaced. Never pass re-serialised JSON: LINE may escape what `JSON.stringify` does not.
 */
export function createSignatureCheck(secrets: readonly string[]): SignatureCheck {
  if (secrets.length === 0 || secrets.some((secret) => secret === '')) {
    // An empty key would make a signature that anybody can compute.
    throw new TypeError('createSignatureCheck needs at least one channel secret, and none may be empty.')
  }
  return (rawBody, signature) => {
    if (signature === undefined) return false
    // The text is compared, not the decoded bytes: Buffer.from(…, 'base64') skips characters that are not base64.
    const given = Buffer.from(signature, 'utf8')
    let isGenuine = false
    for (const secret of secrets) {
      const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'), 'utf8')
      // No early return: the time must not tell which of the secrets fits.
      if (given.length === expected.length && timingSafeEqual(given, expected)) isGenuine = true
    }
    return isGenuine
  }
}
