import { z } from 'zod'
import { checkFlexLimits } from './flex-limits.ts'
import { flexMessage } from './flex-message.ts'
import { imageMessage, stickerMessage, videoMessage } from './media.ts'
import { checkCharacters, toPlainJson } from './plain-json.ts'
import { type MessageProblem, type Path, toProblems } from './problems.ts'
import { textMessage, textV2Message } from './text.ts'

const anyMessage = z.discriminatedUnion('type', [
  textMessage,
  textV2Message,
  stickerMessage,
  imageMessage,
  videoMessage,
  flexMessage,
])

const maxMessages = 5

export type CheckOptions = {
  /** http for media on this machine: true only where the LINE address in use is itself a loopback one. */
  allowHttpLoopback?: boolean
}

/**
 * Every reason why LINE would refuse these messages in one send; empty when there is none. Stricter than LINE where LINE is unclear,
 * never laxer: LINE takes 1 to 5 messages or none of them, and refuses only when the people are already waiting.
 * What JSON cannot tell (size and format of the files behind URLs, whether a mentioned person is in the group) is not checked.
 */
export function checkMessages(messages: unknown, options: CheckOptions = {}): MessageProblem[] {
  const plain = toPlainJson(messages)
  if (plain === undefined) return [{ path: 'messages', code: 'NOT_JSON', message: 'cannot be written as JSON' }]
  if (!Array.isArray(plain)) return [{ path: 'messages', code: 'WRONG_TYPE', message: 'must be an array of messages' }]
  if (plain.length < 1) return [{ path: 'messages', code: 'TOO_FEW', message: 'must hold at least one message' }]
  const problems = checkCharacters(plain, ['messages'])
  if (plain.length > maxMessages) {
    problems.push({ path: 'messages', code: 'TOO_MANY', message: `must hold at most ${maxMessages} messages` })
  }
  // What follows recurses; nothing deeper than the bound may reach it.
  if (problems.some(({ code }) => code === 'NESTED_TOO_DEEP')) return problems
  plain.forEach((message, index) => {
    problems.push(...checkMessage(message, ['messages', index]))
  })
  return options.allowHttpLoopback ? problems.filter(({ code }) => code !== 'URI_HTTP_LOOPBACK') : problems
}

function checkMessage(message: unknown, path: Path): MessageProblem[] {
  const result = anyMessage.safeParse(message, { reportInput: true })
  const problems = result.success ? [] : toProblems(result.error.issues, path)
  if (isFlex(message)) problems.push(...checkFlexLimits(message.contents, [...path, 'contents']))
  return problems
}

function isFlex(message: unknown): message is { type: 'flex'; contents?: unknown } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'flex'
}
