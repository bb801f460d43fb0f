import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { drawSentMessages } from '../../../../../src/features/pictures/drawings/sent-messages.ts'
import type { OutgoingMessage } from '../../../../../src/line/messages/outgoing-message.ts'
import { LineMessage } from '../../../../../src/web/ui/message/line-message.tsx'
import { validMessages } from '../../../../contract/line/valid-message-arbitrary.ts'

const seed = 20_261_127
const draw = (message: unknown) => renderToStaticMarkup(createElement(LineMessage, { message }))

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" }
const unescaped = (html: string) => html.replace(/&(amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] as string)
const wordsOf = (html: string) => unescaped(html.replace(/<[^>]*>/g, '')).replaceAll(/[\s\u200B\u2060]/g, '')

/** What stands in a message under these names, however deep, except below `without`. */
function listValues(value: unknown, names: string[], without: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner === 'string') return names.includes(name) ? [inner] : []
    return without.includes(name) ? [] : listValues(inner, names, without)
  })
}

/** The card itself: a quick reply is shown beside it, and only by the chat. */
const cardOf = (message: unknown): unknown => {
  const { type, contents } = message as { type: string; contents?: unknown }
  return type === 'flex' ? contents : undefined
}

describe(`any message that LINE takes (fast-check seed ${seed})`, () => {
  test('is shown with every word of it, and with no address but its own', () => {
    let cards = 0
    fc.assert(
      fc.property(validMessages, (messages) => {
        for (const message of messages) {
          const html = draw(message)
          expect(html).not.toMatch(/undefined|NaN|\[object/)
          const card = cardOf(message)
          if (card === undefined) continue
          cards += 1
          const shown = wordsOf(html)
          // An action's `text` is said when it is tapped, and what stands for a video only where it cannot be played.
          for (const text of listValues(card, ['text'], ['action', 'altContent']))
            expect(shown).toContain(text.replaceAll(/[\s\u200B\u2060]/g, ''))
          const own = listValues(card, ['uri', 'url', 'previewUrl', 'desktop']).map((address) => new URL(address).href)
          for (const [, address] of html.matchAll(/(?:href|src|poster)="([^"]*)"/g))
            expect(own).toContain(new URL(unescaped(address as string)).href)
        }
      }),
      { seed, numRuns: 400 },
    )
    expect(cards).toBeGreaterThan(50) // the test would say nothing of cards without any
  })

  test('shows nothing that runs where its addresses are hostile', () => {
    const hostile = fc.constantFrom('javascript:alert(1)', 'data:text/html,<script>1</script>', 'JaVaScRiPt:alert(1)')
    const turned = (value: unknown, address: string): unknown => {
      if (typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) return value.map((inner) => turned(inner, address))
      const names = [
        'uri',
        'url',
        'previewUrl',
        'desktop',
        'originalContentUrl',
        'previewImageUrl',
        'imageUrl',
        'iconUrl',
      ]
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, names.includes(name) ? address : turned(inner, address)]),
      )
    }
    fc.assert(
      fc.property(validMessages, hostile, (messages, address) => {
        for (const message of messages)
          expect(draw(turned(message, address))).not.toMatch(/(?:href|src|poster)=|script:|data:/i)
      }),
      { seed, numRuns: 200 },
    )
  })

  test('is drawn as the picture that an approver sees', () => {
    fc.assert(
      fc.property(validMessages, (messages) => {
        const tree = JSON.stringify(drawSentMessages(messages as OutgoingMessage[], new Map()))
        expect(tree).not.toMatch(/NaN|\[object|"undefined/)
        expect(tree.length).toBeGreaterThan(100)
      }),
      { seed, numRuns: 400 },
    )
  })
})
