import { pollInvitationTemplate } from '../../contracts/templates.ts'
import type { PlannedRecipient } from './rules.ts'

/**
 * A chat of an audience. `isPublicOnly`: outsiders are members, so a card that is not public must not be sent there.
 * `messages`: what a push to it costs, one for a person, its members for a group; null: LINE has not said.
 */
export type AudienceMember = {
  kind: 'group' | 'person'
  chatId: string
  isPublicOnly: boolean
  messages: number | null
}

/** Who goes first when the quota is short: what cannot wait, then polls, which people were promised, then cards. */
export type Precedence = 'alert' | 'poll_invitation' | 'card'

/** Urgent campaigns and corrections are alerts; what carries an invitation to a poll goes as one. */
export function rankOf(
  campaign: { isUrgent: boolean; correctsRunId: string | null },
  templates: readonly string[],
): Precedence {
  if (campaign.isUrgent || campaign.correctsRunId !== null) return 'alert'
  return templates.includes(pollInvitationTemplate) ? 'poll_invitation' : 'card'
}

/** Where outsiders are members, a card that is not public is not sent. */
export function toRecipient({ kind, chatId, isPublicOnly }: AudienceMember, isPublic: boolean): PlannedRecipient {
  return isPublicOnly && !isPublic
    ? { kind, chatId, state: 'skipped', reason: 'outsiders' }
    : { kind, chatId, state: 'planned', reason: null }
}

/**
 * Chats and LINE messages of an audience, people among them, and groups that LINE has not counted yet; `publicOnly`: those
 * that only a public card may go to.
 */
export type AudienceSize = {
  chats: number
  people: number
  messages: number
  unsizedGroups: number
  publicOnly: { chats: number; messages: number }
}

/** Chats and LINE messages of one run. Groups LINE has not counted yet cost nothing here. */
export function sizeOfRun({ chats, messages, publicOnly }: AudienceSize, isPublic: boolean) {
  return isPublic ? { chats, messages } : { chats: chats - publicOnly.chats, messages: messages - publicOnly.messages }
}

export const nobody: AudienceSize = {
  chats: 0,
  people: 0,
  messages: 0,
  unsizedGroups: 0,
  publicOnly: { chats: 0, messages: 0 },
}

/** A size with the chats of one page more. */
export function withPage(size: AudienceSize, members: AudienceMember[]): AudienceSize {
  const add = (to: { chats: number; messages: number }, some: AudienceMember[]) => ({
    chats: to.chats + some.length,
    messages: to.messages + some.reduce((sum, { messages }) => sum + (messages ?? 0), 0),
  })
  return {
    ...add(size, members),
    people: size.people + members.filter(({ kind }) => kind === 'person').length,
    unsizedGroups: size.unsizedGroups + members.filter(({ messages }) => messages === null).length,
    publicOnly: add(
      size.publicOnly,
      members.filter(({ isPublicOnly }) => isPublicOnly),
    ),
  }
}

/** What the recipients of a page cost as they are planned: who is skipped costs nothing. */
export function countPlanned(members: AudienceMember[], recipients: PlannedRecipient[]): number {
  const planned = new Set(recipients.filter(({ state }) => state === 'planned').map(({ chatId }) => chatId))
  return members.reduce((sum, { chatId, messages }) => sum + (planned.has(chatId) ? (messages ?? 0) : 0), 0)
}
