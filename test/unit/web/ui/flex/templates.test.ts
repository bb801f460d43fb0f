import { join } from 'node:path'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { loadTemplates } from '../../../../../src/line/flex/load-templates.ts'
import { LineMessage } from '../../../../../src/web/ui/message/line-message.tsx'

const templates = loadTemplates(join(import.meta.dirname, '../../../../../flex-templates'))

/** All words of a card, wherever they stand. */
function wordsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, text } = value as { type?: unknown; text?: unknown }
  const own = (type === 'text' || type === 'span') && typeof text === 'string' ? [text] : []
  return [...own, ...Object.values(value).flatMap(wordsIn)]
}

const escapeHtml = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#x27;')

describe('the cards of flex-templates', () => {
  test.each(templates.names)('draws every word of %s', (name) => {
    const message = templates.render(name, templates.sampleOf(name))
    const html = renderToStaticMarkup(createElement(LineMessage, { message }))
    const words = wordsIn(message.contents)
    expect(words.length).toBeGreaterThan(0)
    for (const word of words) expect(html).toContain(escapeHtml(word))
  })
})
