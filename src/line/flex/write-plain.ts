import type { OutgoingMessage } from '../messages/outgoing-message.ts'
import { sayAlone } from '../messages/say-alone.ts'

type Part = {
  type?: string
  layout?: string
  text?: string
  contents?: Part[]
  action?: { type?: string; label?: string; uri?: string }
}

/**
 * All that a card says, as a text that stands alone: a line for each line on it, and every link spelled out, since a text that is
 * pasted into a chat has no button to tap. `data`: what the card was made of.
 */
export function writePlain(message: OutgoingMessage, data: unknown): string {
  if (message.type !== 'flex') return sayAlone(message, data)
  const { contents } = message
  const bubbles = contents.type === 'carousel' ? contents.contents : [contents]
  const lines = bubbles.flatMap((bubble) => {
    const { header, hero, body, footer } = bubble as Record<'header' | 'hero' | 'body' | 'footer', Part | undefined>
    return [header, hero, body, footer].flatMap((part) => (part ? linesOf(part) : []))
  })
  return lines.filter((line, index) => line !== lines[index - 1]).join('\n')
}

function linesOf(part: Part): string[] {
  return [...wordsOf(part), ...linkOf(part)]
}

/** What stands side by side on the card stands in one line here. */
function wordsOf({ type, layout, text, contents = [] }: Part): string[] {
  if (type === 'text') return [text ?? contents.map((span) => span.text ?? '').join('')].filter((line) => line.trim())
  const lines = contents.flatMap(linesOf)
  return layout === 'vertical' || lines.length === 0 ? lines : [lines.join(' ')]
}

function linkOf({ action }: Part): string[] {
  if (action?.type !== 'uri' || !action.uri) return []
  return [action.label ? `${action.label}: ${action.uri}` : action.uri]
}
