import jsone from 'json-e'
import { standardColors } from '../../contracts/colors.ts'
import * as words from './words.ts'

/** A template as written in its file: altText is one text or a list of sentences, contents one bubble or a carousel. */
export type CardTemplate = { altText: unknown; contents: unknown }

export type Parts = ReadonlyMap<string, unknown>

type Values = Readonly<Record<string, unknown>>

/**
 * Renders a card. Data enters as JSON-e values only and a value is never read again as a template, so "${…}" or "$eval" in
 * somebody's text stays text. On top of JSON-e there is one convention: { "part": "panel", … } stands for parts/panel.json
 * rendered with the card's data and the other keys. What is null is left out, and a list within a list is spread.
 */
export function renderCard(template: CardTemplate, parts: Parts, data: Values) {
  const evaluate = (piece: unknown, values: Values): unknown =>
    jsone(piece as Record<string, unknown>, { ...data, ...values, ...words, look: standardColors })

  const renderPart = ({ part, ...values }: Record<string, unknown>): unknown => {
    const piece = parts.get(String(part))
    if (piece === undefined)
      throw new Error(`There is no part "${part}". The parts are: ${[...parts.keys()].join(', ')}.`)
    return expand(evaluate(piece, values))
  }

  const expand = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items: unknown[] = value.flat(Number.POSITIVE_INFINITY)
      return items.map(expand).filter((item) => item !== null)
    }
    if (typeof value !== 'object' || value === null) return value
    if ('part' in value) return renderPart({ ...value })
    const entries = Object.entries(value).map(([key, item]) => [key, expand(item)] as const)
    return Object.fromEntries(entries.filter(([, item]) => item !== null))
  }

  const sentences = [evaluate(template.altText, {})]
    .flat(2)
    .filter((sentence) => typeof sentence === 'string' && sentence !== '')
  return { altText: sentences.join(' '), contents: expand(evaluate(template.contents, {})) }
}
