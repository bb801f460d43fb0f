const zone = 'Asia/Bangkok'

/** The day in Bangkok as 2026-11-23. */
export const dayOf = (at: string | Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  )

/** A day and a time on Bangkok's clock, which has no summer time, as an instant. */
export const instantOf = (day: string, time: string): string => new Date(`${day}T${time}:00+07:00`).toISOString()

export const buddhistYear = (day: string): number => Number(day.slice(0, 4)) + 543

/** 08:30 on Bangkok's clock. */
export const bangkokTimeOf = (at: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  )
