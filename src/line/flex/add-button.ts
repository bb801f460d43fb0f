import { standardColors } from '../../contracts/colors.ts'
import type { FlexMessage, OutgoingMessage } from '../messages/outgoing-message.ts'

type Bubble = Extract<FlexMessage['contents'], { type: 'bubble' }>
type Box = NonNullable<Bubble['footer']>

/**
 * The last card with one more button under those it has, above who speaks and when. Quieter than the primary one. Without a card
 * nothing changes.
 */
export function addButton(
  messages: readonly OutgoingMessage[],
  button: { label: string; data: string },
): OutgoingMessage[] {
  const at = messages.findLastIndex(({ type }) => type === 'flex')
  return messages.map((message, index) =>
    index === at && message.type === 'flex' ? { ...message, contents: addTo(message.contents, button) } : message,
  )
}

function addTo(contents: FlexMessage['contents'], button: { label: string; data: string }): FlexMessage['contents'] {
  if (contents.type === 'carousel') {
    const bubbles = contents.contents as Bubble[]
    return { ...contents, contents: bubbles.with(-1, addToBubble(bubbles.at(-1) as Bubble, button)) }
  }
  return addToBubble(contents as Bubble, button)
}

function addToBubble(bubble: Bubble, { label, data }: { label: string; data: string }): Bubble {
  const added: Box['contents'][number] = {
    type: 'button',
    style: 'secondary',
    color: standardColors.mist,
    adjustMode: 'shrink-to-fit',
    scaling: true,
    // No displayText: it would be said in the person's name, to everybody in a group.
    action: { type: 'postback', label, data },
  }
  const footer: Box = bubble.footer ?? {
    type: 'box',
    layout: 'vertical',
    spacing: '16px',
    paddingAll: '20px',
    contents: [],
  }
  const place = footer.contents.findLastIndex(({ type }) => type === 'button') + 1
  return { ...bubble, footer: { ...footer, contents: footer.contents.toSpliced(place, 0, added) } }
}
