import type { LineGroupId, LineUserId } from '../ids.ts'

/** Where an event happened. `userId` can be missing in groups: LINE gives it only for people who consented. */
export type EventSource = { kind: 'user' | 'group' | 'room' | 'none'; userId?: LineUserId; groupId?: LineGroupId }

type EventBase = {
  /** Deduplicate on this: LINE may deliver an event twice even when redelivery is off. */
  webhookEventId: string
  /** When it happened; the order of delivery can differ. */
  happenedAt: Date
  /** `standby`: another module serves this chat; send nothing. */
  mode: 'active' | 'standby'
  isRedelivery: boolean
  source: EventSource
}

/** Single use, within a minute of receipt. */
type Replyable = { replyToken?: string }

export type MessageType = 'text' | 'image' | 'video' | 'audio' | 'file' | 'location' | 'sticker' | 'other'

type MessageFields = Replyable & {
  messageId: string
  messageType: MessageType
  /** Of text messages only. */
  text?: string
  sticker?: { packageId: string; stickerId: string }
  mentionsBot: boolean
  quoteToken?: string
}

export type MessageEvent = EventBase & MessageFields & { type: 'message' }
/** The largest `happenedAt` of one `messageId` is the latest text. */
export type MessageEditedEvent = EventBase & MessageFields & { type: 'messageEdited' }
export type UnsendEvent = EventBase & { type: 'unsend'; messageId: string }
export type FollowEvent = EventBase & Replyable & { type: 'follow'; isUnblocked: boolean }
export type UnfollowEvent = EventBase & { type: 'unfollow' }
export type JoinEvent = EventBase & Replyable & { type: 'join' }
export type LeaveEvent = EventBase & { type: 'leave' }
export type MemberJoinedEvent = EventBase & Replyable & { type: 'memberJoined'; userIds: LineUserId[] }
export type MemberLeftEvent = EventBase & { type: 'memberLeft'; userIds: LineUserId[] }
export type PostbackEvent = EventBase & Replyable & { type: 'postback'; data: string; params: Record<string, string> }
export type VideoPlayCompleteEvent = EventBase & Replyable & { type: 'videoPlayComplete'; trackingId: string }
export type AccountLinkEvent = EventBase & Replyable & { type: 'accountLink'; result: 'ok' | 'failed'; nonce: string }
export type MembershipEvent = EventBase & Replyable & { type: 'membership'; change: 'joined' | 'left' | 'renewed' }

/** A type we do not handle, or an event that is malformed. Stored and skipped: nothing of its content is kept. */
export type UnknownEvent = EventBase & {
  type: 'unknown'
  originalType?: string
  /** It looks like group talk or a vote, so not even its trace may be stored. */
  isPrivate: boolean
}

export type WebhookEvent =
  | MessageEvent
  | MessageEditedEvent
  | UnsendEvent
  | FollowEvent
  | UnfollowEvent
  | JoinEvent
  | LeaveEvent
  | MemberJoinedEvent
  | MemberLeftEvent
  | PostbackEvent
  | VideoPlayCompleteEvent
  | AccountLinkEvent
  | MembershipEvent
  | UnknownEvent
