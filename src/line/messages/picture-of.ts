import type { OutgoingMessage } from './outgoing-message.ts'

export type HeadPicture = { url: string; shape: 'square' | 'wide' | 'tall' }

/** The picture at the head of a message: of a card its hero, of a row of cards the first that has one. */
export function pictureOf(message: OutgoingMessage): HeadPicture | undefined {
  if (message.type === 'image') return { url: message.originalContentUrl, shape: 'square' }
  if (message.type === 'video') return { url: message.previewImageUrl, shape: 'wide' }
  if (message.type !== 'flex') return undefined
  const { contents } = message
  for (const bubble of contents.type === 'carousel' ? contents.contents : [contents]) {
    const hero = bubble.type === 'bubble' ? bubble.hero : undefined
    if (hero?.type === 'image') return { url: hero.url, shape: isWide(hero.aspectRatio) ? 'wide' : 'square' }
    if (hero?.type === 'video') return { url: hero.previewUrl, shape: 'wide' }
  }
  return undefined
}

/** "20:13"; LINE draws a square where nothing is said. */
function isWide(aspectRatio = '1:1'): boolean {
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return width / height > 1.2
}
