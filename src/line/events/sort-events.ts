import type { PostbackEvent, WebhookEvent } from './webhook-event.ts'

/** Postback data of a vote begins with this. Such an event is sealed in the spool or refused; it never becomes an inbox row. */
export const votePrefix = 'vote/'

export function hasVotePrefix(data: string): boolean {
  return data.startsWith(votePrefix)
}

/**
 * Sorts at the edge, before anything is stored: votes to the spool, group talk that does not call the bot to nowhere, the rest to the inbox.
 * A vote goes its own way from any source and for any poll, open or not: whether it counts is decided where nobody can see whose it is.
 */
export function sortEvents(events: readonly WebhookEvent[]): {
  votes: PostbackEvent[]
  dropped: number
  kept: WebhookEvent[]
} {
  const votes: PostbackEvent[] = []
  const kept: WebhookEvent[] = []
  for (const event of events) {
    if (event.type === 'postback' && hasVotePrefix(event.data)) votes.push(event)
    else if (!mustNotBeKept(event)) kept.push(event)
  }
  return { votes, kept, dropped: events.length - votes.length - kept.length }
}

function mustNotBeKept(event: WebhookEvent): boolean {
  if (event.type === 'unknown') return event.isPrivate
  // Only a 1:1 chat is surely not a group: talk from a source we cannot read is treated as group talk.
  const isTalk = event.type === 'message' || event.type === 'messageEdited'
  return isTalk && event.source.kind !== 'user' && !event.mentionsBot
}
