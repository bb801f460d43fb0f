import { readTextV2 } from '../ui/message/text-v2.ts'
import { readText } from '../ui/read.ts'
import type { ChatItem } from './simulator-state.ts'
import type { Words } from './words.ts'

/** The one line that a list of chats shows for a message. */
export function summarize(item: ChatItem, words: Words, nameOf: (userId: string) => string): string {
  const { message } = item
  const kinds: Record<string, string> = {
    image: words.message.picture,
    video: words.message.video,
    audio: words.message.audio,
    sticker: words.message.sticker,
    location: words.message.place,
  }
  if (message.type === 'textV2') return readTextV2(message, nameOf, words.message.everybody)
  return readText(message.text) ?? readText(message.altText) ?? kinds[String(message.type)] ?? words.message.unknown
}
