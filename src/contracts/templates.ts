import type { z } from 'zod'
import { botCards } from './templates/bot-cards.ts'
import { figureCards } from './templates/figure-cards.ts'
import { messageCards } from './templates/message-cards.ts'
import { pollCards } from './templates/poll-cards.ts'

// What each card is made of. One strict schema per file in flex-templates/; the words around the data are in that file.

export const templateSchemas = { ...messageCards, ...figureCards, ...pollCards, ...botCards }

export type TemplateName = keyof typeof templateSchemas

/** Data as a caller gives it: what is optional may be left out. */
export type TemplateData<Name extends TemplateName = TemplateName> = z.input<(typeof templateSchemas)[Name]>

export const templateNames = Object.keys(templateSchemas) as TemplateName[]

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templateSchemas, name)
}

const staffOnly: ReadonlySet<string> = new Set<TemplateName>([
  'approval',
  'budget-summary',
  'digest',
  'invitation',
  'measure-timeline',
  'measure-update',
  'opportunity',
  'poll-invite',
  'poll-question',
  'poll-result',
])

/** The card that asks people to a poll: the polls feature alone drafts it, for all who may answer. */
export const pollInvitationTemplate = 'poll-invite' satisfies TemplateName

/** The card that tells what came of a poll: in the words that were asked and answered, but for what the office adds. */
export const pollResultTemplate = 'poll-result' satisfies TemplateName

/** Whether a group with outsiders among its members may get this card. */
export function isPublicCard({ template, data }: { template: string; data: unknown }): boolean {
  return isPublicTemplate(template) && (data as { recipients?: unknown } | null)?.recipients !== 'staff'
}

/** Whether any of these cards may be seen by outsiders. */
export function isPublicTemplate(name: string): boolean {
  return !staffOnly.has(name)
}
