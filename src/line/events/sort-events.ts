import type { PostbackEvent, WebhookEvent } from './webhook-event.ts'

/** Postback data of a vote begins with this. Such an event is sealed in the spool or refused; it never becomes an inbox row. */
export const votePrefix = 'vote/'

export function hasVotePrefix(data: string): boolean {
  return data.startsWith(votePrefix)
}

/** All that is ever known of talk in a group: where, and the token that answers it. It stays in memory. */
export type GroupWord = { groupId: string; replyToken: string }

/**
 * Sorts at the edge, before anything is stored: votes to the spool, group talk that does not call the bot to nowhere, the rest to the inbox.
 * A vote goes its own way from any source and for any poll, open or not: whether it counts is decided where nobody can see whose it is.
 */
export function sortEvents(events: readonly WebhookEvent[]): {
  votes: PostbackEvent[]
  dropped: number
  /** Of what is dropped: in which group somebody spoke, and the token that answers it. */
  words: GroupWord[]
  kept: WebhookEvent[]
} {
  const votes: PostbackEvent[] = []
  const kept: WebhookEvent[] = []
  const words: GroupWord[] = []
  for (const event of events) {
    if (event.type === 'postback' && hasVotePrefix(event.data)) votes.push(event)
    else if (!mustNotBeKept(event)) kept.push(event)
    else words.push(...wordOf(event))
  }
  return { votes, kept, words, dropped: events.length - votes.length - kept.length }
}

function mustNotBeKept(event: WebhookEvent): boolean {
  if (event.type === 'unknown') return event.isPrivate
  // Only a 1:1 chat is surely not a group: talk from a source we cannot read is treated as group talk.
  const isTalk = event.type === 'message' || event.type === 'messageEdited'
  return isTalk && event.source.kind !== 'user' && !event.mentionsBot
}

function wordOf(event: WebhookEvent): GroupWord[] {
  if ((event.type !== 'message' && event.type !== 'messageEdited') || event.mode === 'standby') return []
  const { groupId } = event.source
  return groupId && event.replyToken ? [{ groupId, replyToken: event.replyToken }] : []
}
