import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ballotContext } from '../../../../src/contracts/ballot-format.ts'
import { blindSign, isSignedBallot } from '../../../../src/features/polls/blind-signature.ts'
import { type Bytes, blind, finalize, readSignerKey } from '../../../../src/web/liff/blind-signature.ts'
import published from './rfc9474-vectors.json' with { type: 'json' }

const bytes = (hex: string): Bytes => new Uint8Array(Buffer.from(hex, 'hex'))
const hexOf = (value: Uint8Array) => Buffer.from(value).toString('hex')
const integer = (hex: string) => BigInt(`0x${hex}`)

/** The published key from its two primes. */
function publishedKey() {
  const [p, q, e] = [integer(published.p), integer(published.q), 65537n]
  const d = inverseOf(e, (p - 1n) * (q - 1n))
  const parts = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverseOf(q, p) }
  const base64Url = (value: bigint) => {
    const hex = value.toString(16)
    return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url')
  }
  const jwk = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, base64Url(value)]))
  const privateKey = createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function inverseOf(value: bigint, modulus: bigint): bigint {
  let [low, high, x, y] = [value % modulus, modulus, 1n, 0n]
  while (low > 0n) [low, high, x, y] = [high % low, low, y - (high / low) * x, x]
  return ((y % modulus) + modulus) % modulus
}

const toSpki = (key: ReturnType<typeof publishedKey>['publicKey']): Bytes =>
  new Uint8Array(key.export({ type: 'spki', format: 'der' }))

describe('the published vectors of RFC 9474', () => {
  const keys = publishedKey()

  test.each(published.vectors)('$name: the page blinds, the server signs, the page unblinds', async (vector) => {
    const key = await readSignerKey(toSpki(keys.publicKey))
    const prepared = bytes(vector.prefix + published.message)
    const salt = bytes(vector.salt)
    const { blinded, inverse } = await blind(key, prepared, { salt, inverse: integer(published.inverse) })
    expect(hexOf(blinded)).toBe(vector.blinded)
    const signed = new Uint8Array(blindSign(keys, Buffer.from(blinded)))
    const signature = await finalize(key, prepared, { signed, inverse }, salt.length)
    expect(hexOf(signature!)).toBe(vector.signature)
  })
})

describe.each([2048, 3072])('a ballot of a key of %i bits', (bits) => {
  const keys = generateKeyPairSync('rsa', { modulusLength: bits })
  const context = ballotContext(crypto.randomUUID(), 'score')

  async function draw() {
    const key = await readSignerKey(toSpki(keys.publicKey))
    const nonce = crypto.getRandomValues(new Uint8Array(32))
    const prepared = new Uint8Array([...nonce, ...new TextEncoder().encode(context)])
    const { blinded, inverse } = await blind(key, prepared)
    const signed = new Uint8Array(blindSign(keys, Buffer.from(blinded)))
    return { key, nonce: Buffer.from(nonce), prepared, blinded, signed, inverse }
  }

  test('is taken, and by no other nonce, context or key', async () => {
    const { key, nonce, prepared, signed, inverse } = await draw()
    const signature = Buffer.from((await finalize(key, prepared, { signed, inverse }))!)
    expect(isSignedBallot(keys.publicKey, { nonce, context, signature })).toBe(true)
    const other = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey
    expect(isSignedBallot(other, { nonce, context, signature })).toBe(false)
    expect(isSignedBallot(keys.publicKey, { nonce: Buffer.alloc(32), context, signature })).toBe(false)
    const text = context.replace('score', 'text')
    expect(isSignedBallot(keys.publicKey, { nonce, context: text, signature })).toBe(false)
    expect(isSignedBallot(keys.publicKey, { nonce, context, signature: signature.subarray(1) })).toBe(false)
  })

  test('shows the signer nothing: two drawings of one message have nothing in common', async () => {
    const { key, prepared, blinded } = await draw()
    const again = await blind(key, prepared)
    expect(hexOf(again.blinded)).not.toBe(hexOf(blinded))
  })

  test('is refused by the page when the server signed something else', async () => {
    const { key, prepared, inverse } = await draw()
    const { signed } = await draw()
    expect(await finalize(key, prepared, { signed, inverse })).toBeUndefined()
  })

  test.each([
    ['too short', Buffer.alloc(bits / 8 - 1, 1)],
    ['too long', Buffer.alloc(bits / 8 + 1, 1)],
    ['zero', Buffer.alloc(bits / 8)],
    ['one', Buffer.concat([Buffer.alloc(bits / 8 - 1), Buffer.of(1)])],
    ['the modulus or more', Buffer.alloc(bits / 8, 0xff)],
  ])('is not signed when the blinded value is %s', (_name, value) => {
    expect(() => blindSign(keys, value)).toThrow(expect.objectContaining({ code: 'BLINDED_INVALID' }))
  })
})
