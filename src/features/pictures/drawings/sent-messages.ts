import type { FlexMessage, OutgoingMessage } from '../../../line/messages/outgoing-message.ts'
import { bitmap, column, type PictureTree, row, words } from '../../../platform/pictures/picture-tree.ts'
import { type Box, type Bubble, drawBox, drawImage, type Image, ink, type KnownImages } from './flex-parts.ts'

const bubbleWidths = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 }
const chat = { ground: '#8FA8CF', bubble: '#FFFFFF', gap: 10, margin: 14 }
/** Of a row of cards: more would make each too small to be read on a phone. */
const mostBubbles = 3

/** What arrives in a chat, one message below the other, as LINE draws it. Lengths are the CSS pixels of LINE's own clients. */
export function drawSentMessages(messages: OutgoingMessage[], images: KnownImages): PictureTree {
  return column(
    { backgroundColor: chat.ground, padding: chat.margin, gap: chat.gap, alignItems: 'flex-start' },
    messages.map((message) => drawMessage(message, images)),
  )
}

/** How wide that is: the widest message and the margins. */
export const widthOfMessages = (messages: OutgoingMessage[]): number =>
  Math.max(...messages.map(widthOf)) + 2 * chat.margin

/** The addresses of the pictures in them. */
export function listImageUrls(messages: OutgoingMessage[]): string[] {
  const urls = JSON.stringify(messages).matchAll(/"(?:url|previewUrl|originalContentUrl|previewImageUrl)":"([^"]+)"/g)
  return [...new Set([...urls].map(([, url]) => url as string))]
}

function widthOf(message: OutgoingMessage): number {
  if (message.type !== 'flex') return bubbleWidths.mega
  const widths = bubblesOf(message).map(({ size }) => bubbleWidths[size ?? 'mega'])
  return widths.reduce((sum, width) => sum + width, 0) + (widths.length - 1) * 8
}

const allBubblesOf = ({ contents }: FlexMessage) =>
  (contents.type === 'carousel' ? contents.contents : [contents]).filter((one): one is Bubble => one.type === 'bubble')
const bubblesOf = (message: FlexMessage) => allBubblesOf(message).slice(0, mostBubbles)

function drawMessage(message: OutgoingMessage, images: KnownImages): PictureTree {
  switch (message.type) {
    case 'flex': {
      const left = allBubblesOf(message).length - mostBubbles
      return column({ gap: 6 }, [
        row(
          { gap: 8, alignItems: 'stretch' },
          bubblesOf(message).map((bubble) => drawBubble(bubble, images)),
        ),
        left > 0 ? words(`+ ${left}`, { fontSize: 14, color: '#FFFFFF', fontWeight: 600 }) : undefined,
      ])
    }
    case 'image':
      return drawOwnImage(images.get(message.previewImageUrl))
    case 'video':
      return drawImage(
        { type: 'image', url: message.previewImageUrl, size: 'full', aspectRatio: '16:9' },
        images,
        bubbleWidths.mega,
      )
    case 'text':
    case 'textV2':
      return column({ maxWidth: bubbleWidths.mega, padding: 12, borderRadius: 17, backgroundColor: chat.bubble }, [
        words(message.text, { fontSize: 16, color: ink }),
      ])
    case 'sticker':
      return column({ width: 120, height: 120, borderRadius: 10, backgroundColor: '#DCE3F0' }, [])
  }
}

/** Whole, in its own shape. */
function drawOwnImage(bytes: Uint8Array | undefined): PictureTree {
  const width = bubbleWidths.mega
  return column({ borderRadius: 17, overflow: 'hidden', width, flexShrink: 0 }, [
    bytes ? bitmap(bytes, { width }) : column({ width, height: width, backgroundColor: '#EEF1F8' }, []),
  ])
}

function drawBubble(bubble: Bubble, images: KnownImages): PictureTree {
  const width = bubbleWidths[bubble.size ?? 'mega']
  const isSmall = width < bubbleWidths.mega
  const { header, hero, body, footer, styles } = bubble
  const padding = isSmall ? 13 : 20
  const block = (name: 'header' | 'body' | 'footer', box: Box | undefined, around: number) =>
    box &&
    column({ backgroundColor: styles?.[name]?.backgroundColor, ...(name === 'body' && { flexGrow: 1 }) }, [
      drawBox(box, images, { width, around, isFirst: true, layout: 'vertical' }),
    ])
  return column(
    {
      width,
      flexShrink: 0,
      overflow: 'hidden',
      borderRadius: isSmall ? 10 : 17,
      backgroundColor: chat.bubble,
      color: ink,
    },
    [
      block('header', header, padding),
      hero && column({ backgroundColor: styles?.hero?.backgroundColor }, [drawHero(hero, images, width)]),
      block('body', body, padding),
      block('footer', footer, 10),
    ],
  )
}

function drawHero(hero: NonNullable<Bubble['hero']>, images: KnownImages, width: number): PictureTree {
  if (hero.type === 'image') return drawImage(hero as Image, images, width)
  if (hero.type === 'video') {
    const { previewUrl, aspectRatio } = hero
    return drawImage({ type: 'image', url: previewUrl, size: 'full', aspectMode: 'cover', aspectRatio }, images, width)
  }
  return drawBox(hero as Box, images, { width, around: 0, isFirst: true, layout: 'vertical' })
}
