import { type CheckOptions, checkMessages } from './check-messages.ts'
import type { OutgoingMessage } from './outgoing-message.ts'
import { formatPath, type MessageProblem, type Path } from './problems.ts'

const kinds = new Set(['text', 'image', 'video', 'flex']) // of those that checkMessages lets through

/**
 * Why LINE's share target picker would refuse these messages: they go out as a person's own, so nothing in them may speak to a
 * bot. https://developers.line.biz/en/reference/liff/#share-target-picker
 */
export function checkShareable(messages: unknown, options: CheckOptions = {}): MessageProblem[] {
  const problems = checkMessages(messages, options)
  if (problems.length > 0) return problems
  return (messages as OutgoingMessage[]).flatMap((message, index) =>
    kinds.has(message.type) ? findActions(message, ['messages', index]) : [refusal(['messages', index, 'type'])],
  )
}

/** Every action in a message that does not open an address. */
function findActions(value: unknown, path: Path): MessageProblem[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key]
    const found = key === 'action' || key === 'defaultAction' ? [part] : key === 'actions' ? [part].flat() : []
    const isRefused = found.some((action) => typeof action?.type === 'string' && action.type !== 'uri')
    return isRefused ? [refusal(at)] : findActions(part, at)
  })
}

const refusal = (path: Path): MessageProblem => ({
  path: formatPath(path),
  code: 'NOT_ALLOWED_HERE',
  message: 'cannot be sent as a person’s own message',
})
