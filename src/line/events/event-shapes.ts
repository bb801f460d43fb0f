import { z } from 'zod'
import { isLineGroupId, isLineUserId, type LineUserId } from '../ids.ts'
import { cleanText } from './clean-text.ts'
import type { EventSource, MessageType } from './webhook-event.ts'

// Tolerant on purpose: LINE adds properties and types without notice, so unknown ones are ignored and optional ones may be wrong.

const text = z.string().transform(cleanText)
// 256: LINE's tokens and ids are far shorter; anything longer is not one.
const word = text.pipe(z.string().min(1).max(256))
const optionalWord = word.optional().catch(undefined)

const sourceShape = z.object({ type: z.string(), userId: z.unknown().optional(), groupId: z.unknown().optional() })

/** Never fails: a source that cannot be read is `none`. */
export function readSource(raw: unknown): EventSource {
  const { data } = sourceShape.safeParse(raw)
  const userId = isLineUserId(data?.userId) ? data.userId : undefined
  if (data?.type === 'user' && userId) return { kind: 'user', userId }
  if (data?.type === 'group' && isLineGroupId(data.groupId)) return { kind: 'group', groupId: data.groupId, userId }
  if (data?.type === 'room') return { kind: 'room', userId }
  return { kind: 'none' }
}

export const baseShape = z.object({
  webhookEventId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  // Up to the year 2100: a broken clock must not make an event the latest for ever.
  timestamp: z.int().min(0).max(4_102_444_800_000),
})

/** Parts that have a meaning when missing or wrong. */
export const laxShape = z.object({
  mode: z.literal('standby').or(z.literal('active')).catch('active'),
  deliveryContext: z.object({ isRedelivery: z.boolean() }).catch({ isRedelivery: false }),
  type: text.pipe(z.string().max(64)).optional().catch(undefined),
})

const knownTypes = ['text', 'image', 'video', 'audio', 'file', 'location', 'sticker'] as const
const mentionee = z.object({ isSelf: z.boolean() }).catch({ isSelf: false })

const messageFields = z
  .object({
    replyToken: optionalWord,
    message: z.object({
      id: word,
      type: z.string(),
      text: text.optional().catch(undefined),
      packageId: optionalWord,
      stickerId: optionalWord,
      quoteToken: optionalWord,
      mention: z.object({ mentionees: z.array(mentionee) }).catch({ mentionees: [] }),
    }),
  })
  .refine(({ message }) => message.type !== 'text' || message.text !== undefined)
  .transform(({ replyToken, message }) => ({
    replyToken,
    messageId: message.id,
    messageType: knownTypes.find((type) => type === message.type) ?? ('other' as MessageType),
    text: message.type === 'text' ? message.text : undefined,
    sticker:
      message.type === 'sticker' && message.packageId && message.stickerId
        ? { packageId: message.packageId, stickerId: message.stickerId }
        : undefined,
    mentionsBot: message.mention.mentionees.some((one) => one.isSelf),
    quoteToken: message.quoteToken,
  }))

const memberIds = z
  .object({ members: z.array(z.unknown()) })
  .transform(({ members }) =>
    members
      .map((member) => z.object({ userId: z.unknown().optional() }).safeParse(member).data?.userId)
      .filter((userId): userId is LineUserId => isLineUserId(userId)),
  )

const reply = { replyToken: optionalWord }

/** What we keep of each known type, beside the base. */
export const eventShapes = {
  message: messageFields,
  messageEdited: messageFields,
  unsend: z.object({ unsend: z.object({ messageId: word }) }).transform(({ unsend }) => unsend),
  follow: z
    .object({ ...reply, follow: z.object({ isUnblocked: z.boolean() }).catch({ isUnblocked: false }) })
    .transform(({ replyToken, follow }) => ({ replyToken, isUnblocked: follow.isUnblocked })),
  unfollow: z.object({}),
  join: z.object(reply),
  leave: z.object({}),
  memberJoined: z
    .object({ ...reply, joined: memberIds })
    .transform(({ replyToken, joined }) => ({ replyToken, userIds: joined })),
  memberLeft: z.object({ left: memberIds }).transform(({ left }) => ({ userIds: left })),
  postback: z
    .object({
      ...reply,
      postback: z.object({
        // Ours are at most 300; those of a rich menu made elsewhere may be anything.
        data: text,
        params: z.record(z.string().max(64).transform(cleanText), text).catch({}),
      }),
    })
    .transform(({ replyToken, postback }) => ({ replyToken, data: postback.data, params: postback.params })),
  videoPlayComplete: z
    .object({ ...reply, videoPlayComplete: z.object({ trackingId: word }) })
    .transform(({ replyToken, videoPlayComplete }) => ({ replyToken, trackingId: videoPlayComplete.trackingId })),
  accountLink: z
    .object({ ...reply, link: z.object({ result: z.enum(['ok', 'failed']), nonce: word }) })
    .transform(({ replyToken, link }) => ({ replyToken, result: link.result, nonce: link.nonce })),
  membership: z
    .object({ ...reply, membership: z.object({ type: z.enum(['joined', 'left', 'renewed']) }) })
    .transform(({ replyToken, membership }) => ({ replyToken, change: membership.type })),
}

export type KnownEventType = keyof typeof eventShapes

export function isKnownEventType(type: string | undefined): type is KnownEventType {
  return type !== undefined && Object.hasOwn(eventShapes, type)
}
