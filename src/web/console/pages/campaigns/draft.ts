import type { AudienceSpec, Festival, MessageSpec, ScheduleSpec } from '../../../../contracts/api/campaigns.ts'
import { bangkokTimeOf, dayOf, instantOf } from '../../parts/days.ts'

export const scheduleKinds = [
  'now',
  'once',
  'daily',
  'weekly',
  'monthly',
  'first_working_day',
  'month_end',
  'fiscal_quarter',
  'festival',
  'cron',
] as const
export type ScheduleKind = (typeof scheduleKinds)[number]
export type Who = 'everyone' | 'units' | 'groups' | 'saved'

/** The wizard's fields as a person sees them; what a choice leaves unused is kept for when they come back to it. */
export type CampaignDraft = {
  /** Of this draft: sent as its Idempotency-Key, so that a repeated press makes no second campaign. */
  key: string
  cards: string[]
  name: string
  isNameOwn: boolean
  /** Left open where a campaign's audience is none that the wizard can hold: it is chosen anew, never guessed. */
  who: Who | undefined
  units: string[]
  groups: string[]
  savedAudienceId: string | null
  via: AudienceSpec['via']
  kind: ScheduleKind
  day: string
  time: string
  weekdays: number[]
  dayOfMonth: number
  festival: Festival
  daysBefore: number
  pattern: string
  endsOn: string
  notify: boolean
  urgent: boolean
  receipt: boolean
  /** How long a card waits for the next word in each group; null: not at all. */
  rideMinutes: number | null
  /** What of the campaign this was made from could not be taken over. */
  leftOut: ('audience' | 'cards')[]
}

export const draftVersion = 3

export const emptyDraft = (): CampaignDraft => ({
  key: crypto.randomUUID(),
  cards: [],
  name: '',
  isNameOwn: false,
  who: 'everyone',
  units: [],
  groups: [],
  savedAudienceId: null,
  via: 'groups',
  kind: 'now',
  day: '',
  time: '08:30',
  weekdays: [1],
  dayOfMonth: 1,
  festival: 'songkran',
  daysBefore: 3,
  pattern: '30 8 * * 1',
  endsOn: '',
  notify: false,
  urgent: false,
  receipt: false,
  rideMinutes: null,
  leftOut: [],
})

export const rideChoices = [60, 240, 1440, 3 * 1440, 7 * 1440]

/** Only a group has a next word; who is in a saved audience is known to the server alone, which then refuses people. */
export const mayRide = ({ who, via }: Pick<CampaignDraft, 'who' | 'via'>): boolean =>
  who === 'groups' || who === 'saved' || via === 'groups'

export const rideOf = (draft: CampaignDraft): number | null => (mayRide(draft) ? draft.rideMinutes : null)

/** undefined while something is missing. */
export function audienceOf({ who, units, groups, savedAudienceId, via }: CampaignDraft): AudienceSpec | undefined {
  switch (who) {
    case 'everyone':
      return { everyone: true, via }
    case 'units':
      return units.length > 0 ? { units, via } : undefined
    case 'groups':
      return groups.length > 0 ? { groups, via: 'groups' } : undefined
    case 'saved':
      return savedAudienceId ? { savedAudienceId, via: 'groups' } : undefined
    default:
      return undefined
  }
}

/** undefined while something is missing. */
export function scheduleOf(draft: CampaignDraft): ScheduleSpec | undefined {
  const { kind, day, time, weekdays, dayOfMonth, festival, daysBefore, pattern, endsOn } = draft
  const span = { timeZone: 'Asia/Bangkok', ...(endsOn && { endsOn }) }
  if (kind === 'now') return { kind }
  if (kind === 'cron') return pattern.trim() ? { kind, pattern: pattern.trim(), ...span } : undefined
  if (!time) return undefined
  const recurring = { time, ...span }
  switch (kind) {
    case 'once':
      return day ? { kind, at: instantOf(day, time) } : undefined
    case 'weekly':
      return weekdays.length > 0 ? { kind, weekdays, ...recurring } : undefined
    case 'monthly':
      return { kind, day: dayOfMonth, ...recurring }
    case 'festival':
      return { kind, festival, daysBefore, ...recurring }
    default:
      return { kind, ...recurring }
  }
}

/** What the service is given of a draft. */
export const fieldsOf = (draft: CampaignDraft) => ({
  name: draft.name.trim(),
  message: draft.cards.map((contentId) => ({ contentId })),
  audience: audienceOf(draft),
  schedule: scheduleOf(draft),
  notify: draft.notify,
  urgent: draft.urgent,
  receipt: draft.receipt,
  rideMinutes: rideOf(draft),
})
type DraftFields = ReturnType<typeof fieldsOf>

/** Of a stored draft what has become different: what the wizard cannot hold whole stays as it is stored. */
export function changedFields(before: DraftFields, now: DraftFields): Partial<DraftFields> {
  const isChanged = (name: string) =>
    JSON.stringify(now[name as keyof DraftFields]) !== JSON.stringify(before[name as keyof DraftFields])
  return Object.fromEntries(Object.entries(now).filter(([name]) => isChanged(name)))
}

/** What has to be chosen before these fields can be sent. */
export function listMissing(fields: Partial<DraftFields>) {
  return [
    fields.message?.length === 0 && ('missingCard' as const),
    'audience' in fields && !fields.audience && ('missingAudience' as const),
    'schedule' in fields && !fields.schedule && ('missingTime' as const),
    fields.name === '' && ('missingName' as const),
  ].filter((what) => what !== false)
}

/** A campaign as the wizard's fields: one to be gone on with, or to be sent again. Choices the wizard does not have are left to be made. */
export function draftFrom(campaign: {
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  notify: boolean
  urgent: boolean
  receipt: boolean
  rideMinutes: number | null
}): CampaignDraft {
  const { name, messages, audience, schedule, notify, urgent, receipt, rideMinutes } = campaign
  const cards = messages.flatMap((message) => ('contentId' in message ? [message.contentId] : []))
  const fields = audienceFields(audience)
  return {
    ...emptyDraft(),
    name,
    isNameOwn: true,
    cards,
    ...fields,
    leftOut: [
      ...(fields.who === undefined ? (['audience'] as const) : []),
      ...(cards.length < messages.length ? (['cards'] as const) : []),
    ],
    ...scheduleFields(schedule),
    notify,
    urgent,
    receipt,
    rideMinutes,
  }
}

/** Exactly one kind of audience, or none: what the wizard cannot hold whole must not reach others than it named. */
function audienceFields({ groups, units, people, everyone, savedAudienceId, via }: AudienceSpec) {
  const named = [groups?.length, units?.length, people?.length, everyone, savedAudienceId].filter(Boolean).length
  if (named !== 1 || people?.length) return { who: undefined }
  if (groups?.length) return { who: 'groups' as const, groups }
  if (units?.length) return { who: 'units' as const, units, via }
  if (savedAudienceId) return { who: 'saved' as const, savedAudienceId }
  return { who: 'everyone' as const, via }
}

function scheduleFields(schedule: ScheduleSpec): Partial<CampaignDraft> {
  const { kind } = schedule
  if (kind === 'now') return { kind }
  if (kind === 'once') return { kind, day: dayOf(schedule.at), time: bangkokTimeOf(schedule.at) }
  const endsOn = schedule.endsOn ?? ''
  if (kind === 'cron') return { kind, pattern: schedule.pattern, endsOn }
  const { time } = schedule
  switch (kind) {
    case 'weekly':
      return { kind, time, endsOn, weekdays: schedule.weekdays }
    case 'monthly':
      return { kind, time, endsOn, dayOfMonth: schedule.day }
    case 'festival':
      return { kind, time, endsOn, festival: schedule.festival, daysBefore: schedule.daysBefore }
    default:
      return { kind, time, endsOn }
  }
}
