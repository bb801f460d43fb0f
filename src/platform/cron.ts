import { CronExpressionParser } from 'cron-parser'

/**
 * Whether a cron pattern of five fields (minute hour day month weekday) can be read. Seconds, @names and H (a random
 * minute, another one in every process) are not taken.
 */
export function isCron(pattern: string): boolean {
  const fields = pattern.trim().split(/\s+/)
  if (fields.length !== 5 || fields.some((field) => /(^|,)H/i.test(field))) return false
  try {
    parse(pattern, '2000-01-01T00:00:00.000')
    return true
  } catch {
    return false // the library throws for whatever it cannot read
  }
}

/** The wall-clock times of a pattern after one of them, in order. It knows no zone: on a wall clock every day has 24 hours. */
export function* listCronTimes(pattern: string, after: string): Generator<{ day: string; time: string }> {
  const times = parse(pattern, after)
  for (;;) {
    let next: string
    try {
      next = times.next().toDate().toISOString()
    } catch {
      return // nothing in the 10,000 steps the library looks ahead: 31 April never comes
    }
    yield { day: next.slice(0, 10), time: next.slice(11, 16) }
  }
}

const parse = (pattern: string, after: string) =>
  CronExpressionParser.parse(`0 ${pattern.trim()}`, { currentDate: new Date(`${after}Z`), tz: 'UTC' })
