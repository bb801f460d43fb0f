import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSignatureCheck } from '../../../src/line/signature.ts'

// LINE's own test vector: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
const secret = '8c570fa6dd201bb328f1c1eac23a96d8'
const body = Buffer.from('{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}')
const signature = 'GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs='

function sign(key: string, bytes: Buffer | string): string {
  return createHmac('sha256', key).update(bytes).digest('base64')
}

describe('createSignatureCheck', () => {
  const check = createSignatureCheck([secret])

  test("[R22] accepts LINE's test vector", () => {
    expect(check(body, signature)).toBe(true)
  })

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['wrong', sign('another secret', body)],
    ['cut', signature.slice(0, -4)],
    ['longer', `${signature}AAAA`],
    ['not base64', '*'.repeat(44)],
    ['base64 with characters that decoding would skip', `${signature} `],
    ['the same bytes in base64url', signature.replaceAll('+', '-').replaceAll('/', '_')],
    ['hexadecimal', createHmac('sha256', secret).update(body).digest('hex')],
  ])('[R22] refuses a signature that is %s', (_, given) => {
    expect(check(body, given)).toBe(false)
  })

  test('[R22] refuses a body of which one byte is changed', () => {
    for (let index = 0; index < body.length; index += 1) {
      const changed = Buffer.from(body)
      changed[index]! ^= 1
      expect(check(changed, signature)).toBe(false)
    }
  })

  test('[R22] refuses JSON that was parsed and written again', () => {
    const escaped = Buffer.from(
      String.raw`{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[{"text":"\u0e2a"}]}`,
    )
    const again = Buffer.from(JSON.stringify(JSON.parse(escaped.toString())))
    expect(check(escaped, sign(secret, escaped))).toBe(true)
    expect(check(again, sign(secret, escaped))).toBe(false)
  })

  test('accepts the old and the new secret while one replaces the other, and no third', () => {
    const both = createSignatureCheck(['new', 'old'])
    expect(both(body, sign('new', body))).toBe(true)
    expect(both(body, sign('old', body))).toBe(true)
    expect(both(body, sign('other', body))).toBe(false)
  })

  test('cannot be made without a secret or with an empty one', () => {
    expect(() => createSignatureCheck([])).toThrow(TypeError)
    expect(() => createSignatureCheck([''])).toThrow(TypeError)
  })
})
