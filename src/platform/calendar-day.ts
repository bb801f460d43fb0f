const bangkokDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Bangkok',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day in Bangkok as YYYY-MM-DD; `offsetDays` counts from it. */
export function calendarDay(at: Date, offsetDays = 0): string {
  return bangkokDay.format(new Date(at.getTime() + offsetDays * 86_400_000)) // Thailand keeps no daylight-saving time
}
