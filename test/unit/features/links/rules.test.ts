import { describe, expect, test } from 'vitest'
import { isCounted, isOpening, listLinks, replaceLinks } from '../../../../src/features/links/rules.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'

const button = (uri: string, desktop?: string) => ({
  type: 'button',
  action: { type: 'uri', label: 'เปิด', uri, ...(desktop && { altUri: { desktop } }) },
})
const card = (...contents: object[]) =>
  ({
    type: 'flex',
    altText: 'https://a.example/in-words',
    contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents } },
  }) as unknown as OutgoingMessage

test('isCounted: the web outside, not LINE, not this product, nothing but http', () => {
  const apart = ['https://sucharit.example', 'http://127.0.0.1:3002']
  const yes = ['https://www.opdc.go.th/a?b=1', 'http://127.0.0.1:9/x', 'https://notline.me/x']
  const no = [
    'https://line.me/R/oaMessage/@a/?b',
    'https://liff.line.me/1-a',
    'https://lin.ee/a',
    'https://sucharit.example/privacy',
    'http://127.0.0.1:3002/liff/1-a/?poll=1',
    'tel:021234567',
    'line://nv/settings',
    'javascript:alert(1)',
    'no address',
  ]
  expect(yes.filter((url) => !isCounted(url, apart))).toEqual([])
  expect(no.filter((url) => isCounted(url, apart))).toEqual([])
})

describe('replaceLinks', () => {
  test('changes what a tap opens, on the phone and on the desktop, and no word or picture', () => {
    const picture = {
      type: 'image',
      url: 'https://a.example/p.png',
      action: { type: 'uri', uri: 'https://a.example/1' },
    }
    const messages = [card(button('https://a.example/1', 'https://a.example/2'), picture)]
    expect(listLinks(messages)).toEqual(['https://a.example/1', 'https://a.example/2'])
    const text = JSON.stringify(
      replaceLinks(messages, (url) => url.replace('https://a.example/', 'https://s.example/r/')),
    )
    expect(text.match(/https:\/\/s\.example\/r\/\d/g)).toEqual(
      ['1', '2', '1'].map((end) => `https://s.example/r/${end}`),
    )
    expect(text).toContain('https://a.example/p.png')
    expect(text).toContain('https://a.example/in-words')
  })
})

describe('isOpening', () => {
  const tap = { method: 'GET', userAgent: 'Mozilla/5.0 (iPhone) Line/14.0', purpose: '' }
  test('is a person’s GET', () => expect(isOpening(tap)).toBe(true))
  test.each([
    { ...tap, method: 'HEAD' },
    { ...tap, purpose: 'prefetch;prerender' },
    { ...tap, userAgent: 'facebookexternalhit/1.1;line-poker/1.0' },
    { ...tap, userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' },
    { ...tap, userAgent: 'curl/8' },
  ])('is not %j', (request) => expect(isOpening(request)).toBe(false))
})
