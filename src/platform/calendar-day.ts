const bangkokMs = 7 * 3_600_000 // UTC+7 all year: Thailand keeps no daylight-saving time
const dayMs = 86_400_000

/** The calendar day in Bangkok as YYYY-MM-DD; `offsetDays` counts from it. */
export function calendarDay(at: Date, offsetDays = 0): string {
  return new Date(at.getTime() + bangkokMs + offsetDays * dayMs).toISOString().slice(0, 10)
}
