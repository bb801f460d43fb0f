import type { AudienceSpec, MessageSpec } from '../../contracts/api/campaigns.ts'
import { pollInvitationTemplate } from '../../contracts/templates.ts'
import { AppError } from '../../platform/errors.ts'

const isInvitation = (messages: readonly MessageSpec[]) =>
  messages.some((message) => 'template' in message && message.template === pollInvitationTemplate)

/**
 * The polls feature alone drafts an invitation, for all who may answer: nobody puts its card into another campaign, or back
 * into one whose audience is free to change. @throws POLL_INVITATION_ELSEWHERE (422)
 */
export function checkNoInvitation(templates: readonly string[], before: readonly MessageSpec[] = []): void {
  if (!templates.includes(pollInvitationTemplate) || isInvitation(before)) return
  throw new AppError('POLL_INVITATION_ELSEWHERE', 'Invitations are drafted on the page of the poll.', { status: 422 })
}

/**
 * The invitation to a poll, and its reminder, keep the audience they were drafted for: all who may answer, so that nobody is
 * chased. Only the way it is sent may change. @throws POLL_PART_OF_AUDIENCE (422)
 */
export function checkAsksAll(
  { messages, audience }: { messages: readonly MessageSpec[]; audience: AudienceSpec },
  changed: AudienceSpec,
) {
  if (!isInvitation(messages) || namedIn(audience) === namedIn(changed)) return
  throw new AppError('POLL_PART_OF_AUDIENCE', 'Everybody in the audience is asked alike.', { status: 422 })
}

/** Whom an audience names, as a text that is the same for the same people in whatever order its fields come. */
const namedIn = ({ via: _via, ...named }: AudienceSpec) =>
  JSON.stringify(
    Object.entries(named)
      .filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))
      .toSorted(([one], [other]) => one.localeCompare(other)),
  )
