import { type OfficeCalendar, sendingTime } from './schedule-rules.ts'

/** When a card stops waiting for a word in its groups: what is left may then be pushed, so never outside the sending window. */
export function endOfRide(
  campaign: { rideMinutes: number | null; isUrgent: boolean },
  startedAt: Date,
  calendar: OfficeCalendar,
): Date | null {
  if (campaign.rideMinutes === null) return null
  return sendingTime(campaign.isUrgent, new Date(startedAt.getTime() + campaign.rideMinutes * 60_000), calendar)
}
