import type { OutgoingMessage } from './outgoing-message.ts'

/**
 * What a message says by itself, as in a notification. A LINE image says nothing: what stands in its place is among the `data` it
 * was made of.
 */
export function sayAlone(message: OutgoingMessage, data: unknown): string {
  if ('altText' in message) return message.altText
  if ('text' in message) return message.text
  const { alt } = data as { alt?: unknown }
  return typeof alt === 'string' ? alt : ''
}
