import { IANAZone } from 'luxon'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Whether this machine's time zone data knows the name ("Asia/Bangkok"). */
export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone)
}

/** What the clock on the wall of a zone shows, as 2026-11-25T08:30:00.000. */
export function wallClock(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetMs(zone, at.getTime())).toISOString().slice(0, -1)
}

/** The calendar day in a zone as YYYY-MM-DD. */
export function localDay(at: Date, zone: string): string {
  return wallClock(at, zone).slice(0, 10)
}

/**
 * The moment a wall clock shows this day and time. Every local time has exactly one: where clocks go back the first of the
 * two, where they go forward the moment the gap ends, so that later wall times never come earlier.
 */
export function atLocalTime(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}:00.000Z`)
  // No zone changes its clocks twice within two days: the offsets a day away are those before and after any change.
  const [before, after] = [offsetMs(zone, wall - dayMs), offsetMs(zone, wall + dayMs)]
  const real = [wall - before, wall - after].filter((at) => at + offsetMs(zone, at) === wall)
  return new Date(real.length > 0 ? Math.min(...real) : endOfGap(wall - after, wall - before, zone))
}

/** The first minute with the later offset, between a moment before the change and one after it. */
function endOfGap(before: number, after: number, zone: string): number {
  let [low, high] = [before, after]
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / (2 * minuteMs)) * minuteMs
    if (offsetMs(zone, middle) === offsetMs(zone, before)) low = middle
    else high = middle
  }
  return high
}

/** Asked some 15 times a firing, and 16 µs each of the zone data: a day that begins and ends alike is asked once. */
function offsetMs(zone: string, at: number): number {
  const day = Math.floor(at / dayMs)
  const atBegin = offsetAtMidnight(zone, day)
  return atBegin === offsetAtMidnight(zone, day + 1) ? atBegin : askOffsetMs(zone, at)
}

const midnights = new Map<string, number>()
const midnightLimit = 10_000 // some years in a few zones, 1 MB

function offsetAtMidnight(zone: string, day: number): number {
  const key = `${zone} ${day}`
  const known = midnights.get(key)
  if (known !== undefined) return known
  if (midnights.size >= midnightLimit) midnights.clear()
  const offset = askOffsetMs(zone, day * dayMs)
  midnights.set(key, offset)
  return offset
}

const askOffsetMs = (zone: string, at: number) => Math.round(IANAZone.create(zone).offset(at) * minuteMs)

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10)
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7
}

/** Whether the day is the last of its month. */
export function isMonthEnd(day: string): boolean {
  return addDays(day, 1).endsWith('-01')
}
