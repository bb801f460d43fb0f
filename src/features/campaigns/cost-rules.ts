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
  return templates.includes('poll-invite') ? 'poll_invitation' : 'card'
}

/** Where outsiders are members, a card that is not public is not sent. */
export function toRecipient({ kind, chatId, isPublicOnly }: AudienceMember, isPublic: boolean): PlannedRecipient {
  return isPublicOnly && !isPublic
    ? { kind, chatId, state: 'skipped', reason: 'outsiders' }
    : { kind, chatId, state: 'planned', reason: null }
}

/** LINE messages of one run: what each chat costs that would be planned. Groups LINE has not counted yet count as none. */
export function countCost(members: AudienceMember[], isPublic: boolean): number {
  return countPlanned(
    members,
    members.map((member) => toRecipient(member, isPublic)),
  )
}

/** The same of recipients as they are planned: who is skipped costs nothing. */
export function countPlanned(members: AudienceMember[], recipients: PlannedRecipient[]): number {
  const planned = new Set(recipients.filter(({ state }) => state === 'planned').map(({ chatId }) => chatId))
  return members.reduce((sum, { chatId, messages }) => sum + (planned.has(chatId) ? (messages ?? 0) : 0), 0)
}
