import { checkMessages } from '../line/messages/check-messages.ts'
import type { MessageProblem } from '../line/messages/problems.ts'
import type { Ledger } from './ledger.ts'
import { type RefusalDetail, refuseBody } from './line-refusal.ts'

/** The message objects of a call, checked against every limit LINE names. */
export function refuseBadMessages(value: unknown, ledger: Ledger): unknown[] {
  // A list that was accepted before is good again. In a campaign every push carries the same card, and to find it
  // takes 0.04 ms where to check it takes 0.7 ms (7 KB of Flex).
  if (Array.isArray(value) && wasAccepted(value, ledger)) return value
  const problems = checkMessages(value, { allowHttpLoopback: true })
  if (problems.length > 0) throw refuseBody(problems.map(toDetail))
  return value as unknown[]
}

function wasAccepted(messages: unknown[], ledger: Ledger): boolean {
  try {
    return ledger.bodyOf(messages).isKnown
  } catch (error) {
    // 2 MB of brackets nest too deep for JSON.stringify; the checker refuses them with LINE's words.
    if (error instanceof RangeError) return false
    throw error
  }
}

function toDetail({ path, code, message }: MessageProblem): RefusalDetail {
  // The words LINE's own examples show; for the rest ours are more exact than LINE's would be.
  if (code === 'REQUIRED' || code === 'EMPTY') return { message: 'May not be empty', property: path }
  if (path === 'messages' && (code === 'TOO_MANY' || code === 'TOO_FEW')) {
    return { message: 'Size must be between 1 and 5', property: path }
  }
  return { message, property: path }
}
