import { z } from 'zod'
import { isLineChatId, isLineUserId } from '../../line/ids.ts'
import { checkChatBound } from '../check-chat-bound.ts'
import type { SendEntry } from '../entries.ts'
import { messageIdOf } from '../ids.ts'
import type { LedgerItem } from '../ledger.ts'
import { type LineAnswer, type LineCall, type LineEndpoint, ok } from '../line-call.ts'
import {
  invalidReplyToken,
  LineRefusal,
  monthlyLimit,
  refuseBody,
  refuseProperty,
  sendFailed,
} from '../line-refusal.ts'
import { parseBody } from '../parse-body.ts'
import { multicastLimit } from '../rate-limits.ts'
import { refuseBadMessages } from '../refuse-bad-messages.ts'
import type { Simulation } from '../simulation.ts'
import type { SimulatedUser } from '../world.ts'

const options = { notificationDisabled: z.boolean().optional() }
// https://developers.line.biz/en/docs/messaging-api/unit-based-statistics-aggregation
const customAggregationUnits = z
  .array(z.string().regex(/^[A-Za-z0-9_]{1,30}$/))
  .max(1)
  .optional()
const PushBody = z.strictObject({ to: z.string(), messages: z.unknown(), ...options, customAggregationUnits })
const MulticastBody = z.strictObject({
  to: z.array(z.string()).min(1, 'Size must be between 1 and 500').max(500, 'Size must be between 1 and 500'),
  messages: z.unknown(),
  ...options,
  customAggregationUnits,
})
const ReplyBody = z.strictObject({ replyToken: z.string(), messages: z.unknown(), ...options })

const unitOf = ({ customAggregationUnits: [unit] = [] }: { customAggregationUnits?: string[] | undefined }) =>
  unit === undefined ? {} : { unit }

/** push, multicast, reply: the three that reach people. Each acts in one turn of the event loop, so no two calls interleave. */
export function sendRoutes(simulation: Simulation): LineEndpoint[] {
  const { world, ledger, settings, replyTokens, quoteTokens, numbers, chats, loading } = simulation

  function sentMessages(chatId: string, first: number, messages: unknown[]) {
    return messages.map((message, index) => {
      const id = messageIdOf(first + index)
      const isQuotable = quoteTokens.isQuotable((message as { type?: unknown }).type)
      return isQuotable ? { id, quoteToken: quoteTokens.issue(chatId, id) } : { id }
    })
  }

  function accept(
    call: LineCall,
    messages: unknown[],
    item: Pick<SendEntry, 'endpoint' | 'to' | 'reached' | 'cost' | 'unit'>,
    isSilent = false,
  ) {
    const at = call.at.getTime()
    const body = ledger.bodyOf(messages).hash
    const first = numbers.take(messages.length, at)
    const { retryKey, requestId } = call
    ledger.accept({ first, ...item, ...(isSilent && { isSilent }), body, retryKey, requestId, at }, messages)
    for (const chatId of typeof item.to === 'string' ? [item.to] : item.to) {
      loading.stop(chatId)
      chats.announce(chatId)
    }
    return first
  }

  function refuseRepeated(call: LineCall) {
    const earlier = call.retryKey === undefined ? undefined : ledger.findAccepted(call.retryKey, call.at)
    if (earlier) throw alreadyAccepted(earlier)
  }

  function alreadyAccepted(earlier: LedgerItem) {
    const sent =
      earlier.endpoint === 'push' && typeof earlier.to === 'string'
        ? { sentMessages: sentMessages(earlier.to, earlier.first, ledger.messagesOf(earlier)) }
        : {}
    const headers = { 'x-line-accepted-request-id': earlier.requestId }
    return new LineRefusal(409, { message: 'The retry key is already accepted', ...sent }, headers)
  }

  function checkedMessages(value: unknown, chatId: string | undefined): unknown[] {
    const messages = refuseBadMessages(value, ledger)
    const problems = checkChatBound(messages, chatId, { world, quoteTokens })
    if (problems.length > 0) throw refuseBody(problems)
    return messages
  }

  function refuseOverQuota(cost: number, at: Date) {
    if (cost > settings.quotaLeft(at)) throw monthlyLimit()
  }

  /** How many people a push to this chat reaches; a group counts its members without the bot. */
  function countReached(chatId: string, at: Date): number {
    const group = world.findGroup(chatId)
    if (group?.isBotMember) return group.memberIds.size
    const user = world.findUser(chatId)
    if (!user) throw sendFailed()
    return world.isReachable(user, at) ? 1 : 0
  }

  function push(call: LineCall): LineAnswer {
    const body = parseBody(call, PushBody)
    if (!isLineChatId(body.to)) throw refuseProperty('to')
    refuseRepeated(call)
    const messages = checkedMessages(body.messages, body.to)
    const reached = countReached(body.to, call.at)
    refuseOverQuota(reached, call.at)
    // An empty group costs nothing, and yet the message stands in it.
    const shown = world.findGroup(body.to) ? Math.max(1, reached) : reached
    const item = { endpoint: 'push' as const, to: body.to, reached: shown, cost: reached, ...unitOf(body) }
    const first = accept(call, messages, item, body.notificationDisabled)
    return ok({ sentMessages: sentMessages(body.to, first, messages) })
  }

  function findRecipients(to: string[]): SimulatedUser[] {
    if (!to.every((userId) => isLineUserId(userId))) throw refuseProperty('to')
    return [...new Set(to)].map((userId) => {
      const user = world.findUser(userId)
      // One unknown id refuses all, as LINE does with ids of another provider.
      if (!user) throw sendFailed()
      return user
    })
  }

  function multicast(call: LineCall): LineAnswer {
    const body = parseBody(call, MulticastBody)
    refuseRepeated(call)
    const messages = checkedMessages(body.messages, undefined)
    const recipients = findRecipients(body.to)
    const to = recipients.filter((user) => world.isReachable(user, call.at)).map((user) => user.userId)
    refuseOverQuota(to.length, call.at)
    const item = { endpoint: 'multicast' as const, to, reached: to.length, cost: to.length, ...unitOf(body) }
    accept(call, messages, item, body.notificationDisabled)
    return ok()
  }

  function reply(call: LineCall): LineAnswer {
    const body = parseBody(call, ReplyBody)
    const chatId = replyTokens.findChat(body.replyToken, call.at)
    if (chatId === undefined) throw invalidReplyToken()
    const messages = checkedMessages(body.messages, chatId)
    const group = world.findGroup(chatId)
    if (group && !group.isBotMember) throw sendFailed()
    const isBlocked = world.findUser(chatId)?.isBlocked ?? false
    const reached = group ? Math.max(1, group.memberIds.size) : isBlocked ? 0 : 1
    replyTokens.use(body.replyToken)
    const item = { endpoint: 'reply' as const, to: chatId, reached, cost: 0 }
    const first = accept(call, messages, item, body.notificationDisabled)
    return ok({ sentMessages: sentMessages(chatId, first, messages) })
  }

  return [
    { name: 'push', method: 'POST', path: '/v2/bot/message/push', takesRetryKey: true, handle: push },
    {
      name: 'multicast',
      method: 'POST',
      path: '/v2/bot/message/multicast',
      takesRetryKey: true,
      limit: multicastLimit,
      handle: multicast,
    },
    { name: 'reply', method: 'POST', path: '/v2/bot/message/reply', handle: reply },
  ]
}
