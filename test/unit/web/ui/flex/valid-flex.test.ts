import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FlexMessage, type FlexMessageProps } from '../../../../../src/web/ui/flex/flex-message.tsx'
import { validFlex } from '../../../../contract/line/valid-message-arbitrary.ts'

const broken = 'แสดงการ์ดนี้ไม่ได้'

// An error boundary does nothing on the server: a component that throws fails the test.
const draw = (contents: unknown, rest: Partial<FlexMessageProps> = {}) =>
  renderToStaticMarkup(createElement(FlexMessage, { contents, ...rest }))

type Found = { key: string; value: string }

/** Every string of a card with the name it stands under, but for a film's stand-in, which is drawn where films are not. */
function listStrings(value: unknown, key = ''): Found[] {
  if (typeof value === 'string') return [{ key, value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => {
    if (name === 'altContent' || name === 'action') return []
    return listStrings(part, Array.isArray(value) ? key : name)
  })
}

const withAddresses = (value: unknown, address: string): unknown =>
  JSON.parse(JSON.stringify(value, (key, part) => (/^(uri|url|previewUrl|desktop)$/.test(key) ? address : part)))

/** What a reader gets: without tags, and without the marks that only say where a line may break. */
const readWords = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")
    .replace(/[\u200b\s]/g, '')

describe('any Flex that LINE takes', () => {
  test('is drawn whole, at each font size, to be looked at and to be tapped', () => {
    const scale = fc.constantFrom(0.8, 1, 1.5)
    fc.assert(
      fc.property(validFlex, scale, fc.boolean(), (contents, textScale, isTappable) => {
        const html = draw(contents, { textScale, ...(isTappable && { onAction: () => {} }) })
        expect(html).not.toContain(broken)
        const words = readWords(html)
        const texts = listStrings(contents).filter(({ key }) => key === 'text')
        for (const { value } of texts) expect(words).toContain(value.replace(/[\u200b\s]/g, ''))
      }),
      { numRuns: 60 },
    )
  })

  test('with addresses that no browser should open keeps its words and leads nowhere', () => {
    const hostile = fc.constantFrom(
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://example.org/1',
      '//example.org/x',
      '"><img src=x onerror=alert(1)>',
    )
    fc.assert(
      fc.property(validFlex, hostile, fc.boolean(), (contents, address, isTappable) => {
        const html = draw(withAddresses(contents, address), isTappable ? { onAction: () => {} } : {})
        expect(html).not.toMatch(/\b(?:href|src|srcset|poster|action|formaction)="/i)
        expect(html).not.toMatch(/<script|<iframe|<object|\son[a-z]+="|url\(/i)
        expect(html).not.toContain(broken)
      }),
      { numRuns: 60 },
    )
  })
})
