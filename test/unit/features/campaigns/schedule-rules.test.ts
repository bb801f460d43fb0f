import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScheduleSpec } from '../../../../src/contracts/api/campaigns.ts'
import {
  findMoves,
  firstRunAt,
  followingFiring,
  latestFiring,
  listFirings,
  nextFiring,
  type OfficeCalendar,
} from '../../../../src/features/campaigns/schedule-rules.ts'
import { addDays, localDay, wallClock, weekdayOf } from '../../../../src/platform/local-time.ts'

type Recurring = Exclude<ScheduleSpec, { kind: 'now' | 'once' }>

function calendarWith(holidays: string[], nextOpening = (at: Date) => at): OfficeCalendar {
  const festivals = { new_year: '01-01', chinese_new_year: '02-06', songkran: '04-13', mid_autumn: '09-15' }
  return {
    isWorkingDay: (day) => weekdayOf(day) <= 5 && !holidays.includes(day),
    festivalDay: (festival, year) => `${year}-${festivals[festival]}`,
    nextOpening,
  }
}
const plain = calendarWith([])
const bangkok = { time: '08:30', timeZone: 'Asia/Bangkok' }

/** The next firings as wall-clock times of the schedule's zone. */
function fire(schedule: Recurring, after: string, count = 3, calendar = plain): string[] {
  const times: string[] = []
  let at: Date | undefined = new Date(after)
  while (times.length < count) {
    at = nextFiring(schedule, at, calendar)
    if (!at) break
    times.push(wallClock(at, schedule.timeZone).slice(0, 16).replace('T', ' '))
  }
  return times
}

describe('a schedule fires', () => {
  test('daily at its time, strictly after the moment asked', () => {
    expect(fire({ kind: 'daily', ...bangkok }, '2026-09-29T01:30:00.000Z')).toEqual([
      '2026-09-30 08:30',
      '2026-10-01 08:30',
      '2026-10-02 08:30',
    ])
    expect(fire({ kind: 'daily', ...bangkok }, '2026-09-29T01:29:59.999Z', 1)).toEqual(['2026-09-29 08:30'])
  })

  test('weekly on its weekdays', () => {
    expect(fire({ kind: 'weekly', weekdays: [5, 1], ...bangkok }, '2026-11-25T00:00:00Z')).toEqual([
      '2026-11-27 08:30',
      '2026-11-30 08:30',
      '2026-12-04 08:30',
    ])
  })

  test('monthly, on the last day of a month that is too short', () => {
    expect(fire({ kind: 'monthly', day: 31, ...bangkok }, '2027-01-01T00:00:00Z', 4)).toEqual([
      '2027-01-31 08:30',
      '2027-02-28 08:30',
      '2027-03-31 08:30',
      '2027-04-30 08:30',
    ])
    expect(fire({ kind: 'monthly', day: 30, ...bangkok }, '2028-02-01T00:00:00Z', 2)).toEqual([
      '2028-02-29 08:30',
      '2028-03-30 08:30',
    ])
  })

  test('at the month’s end, 29 February in a leap year', () => {
    expect(fire({ kind: 'month_end', ...bangkok }, '2028-02-01T00:00:00Z')).toEqual([
      '2028-02-29 08:30',
      '2028-03-31 08:30',
      '2028-04-30 08:30',
    ])
  })

  test('on the first working day of the month, past weekends and holidays', () => {
    const calendar = calendarWith(['2027-01-01'])
    expect(fire({ kind: 'first_working_day', ...bangkok }, '2026-12-31T00:00:00Z', 3, calendar)).toEqual([
      '2027-01-04 08:30', // Friday 1 January is a holiday
      '2027-02-01 08:30',
      '2027-03-01 08:30',
    ])
  })

  test('quarterly by fiscal year: 30 September is over, 1 October begins', () => {
    expect(fire({ kind: 'fiscal_quarter', ...bangkok }, '2026-09-30T16:59:59Z', 5)).toEqual([
      '2026-10-01 08:30',
      '2027-01-01 08:30',
      '2027-04-01 08:30',
      '2027-07-01 08:30',
      '2027-10-01 08:30',
    ])
  })

  test('some days before a festival, over the end of the year too', () => {
    expect(
      fire({ kind: 'festival', festival: 'new_year', daysBefore: 7, ...bangkok }, '2026-11-25T00:00:00Z', 2),
    ).toEqual(['2026-12-25 08:30', '2027-12-25 08:30'])
    expect(
      fire({ kind: 'festival', festival: 'songkran', daysBefore: 0, ...bangkok }, '2026-11-25T00:00:00Z', 1),
    ).toEqual(['2027-04-13 08:30'])
  })

  test('by a cron pattern in its zone', () => {
    const cron = { kind: 'cron', pattern: '30 8 * * 1-5', timeZone: 'Asia/Bangkok' } as const
    expect(fire(cron, '2026-11-27T01:30:00Z', 2)).toEqual(['2026-11-30 08:30', '2026-12-01 08:30'])
    expect(fire({ ...cron, pattern: '0 9 29 2 *' }, '2026-11-27T01:30:00Z', 1)).toEqual(['2028-02-29 09:00'])
  })

  test('from its first day to its last, both included, and then never more', () => {
    const span = { startsOn: '2027-01-04', endsOn: '2027-01-05' }
    const days = ['2027-01-04 08:30', '2027-01-05 08:30']
    expect(fire({ kind: 'daily', ...bangkok, ...span }, '2026-11-25T00:00:00Z')).toEqual(days)
    const cron = { kind: 'cron', pattern: '30 8 * * *', timeZone: 'Asia/Bangkok', ...span } as const
    expect(fire(cron, '2026-11-25T00:00:00Z')).toEqual(days)
  })
})

describe('where clocks change', () => {
  const newYork = { time: '02:30', timeZone: 'America/New_York' }
  const cron = { kind: 'cron', pattern: '30 2 * * *', timeZone: 'America/New_York' } as const

  test.each([{ kind: 'daily', ...newYork } as const, cron])(
    'a time that is skipped fires when the gap ends: %j',
    (it) => {
      expect(fire(it, '2027-03-13T12:00:00Z', 2)).toEqual(['2027-03-14 03:00', '2027-03-15 02:30'])
    },
  )

  test.each([{ kind: 'daily', ...newYork, time: '01:30' } as const, { ...cron, pattern: '30 1 * * *' }])(
    'a time that comes twice fires the first time only: %j',
    (schedule) => {
      const first = nextFiring(schedule, new Date('2027-11-06T12:00:00Z'), plain)
      expect(first?.toISOString()).toBe('2027-11-07T05:30:00.000Z')
      expect(nextFiring(schedule, first as Date, plain)?.toISOString()).toBe('2027-11-08T06:30:00.000Z')
    },
  )
})

const zones = ['Asia/Bangkok', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'UTC']
const pad = (number: number) => String(number).padStart(2, '0')
const terms = fc.record({
  time: fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((t) => t.map(pad).join(':')),
  timeZone: fc.constantFrom(...zones),
})
const anySchedule: fc.Arbitrary<Recurring> = terms.chain((span) =>
  fc.oneof(
    fc.constant({ kind: 'daily' as const, ...span }),
    fc
      .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
      .map((weekdays) => ({ kind: 'weekly' as const, weekdays, ...span })),
    fc.integer({ min: 1, max: 31 }).map((day) => ({ kind: 'monthly' as const, day, ...span })),
    fc.constantFrom('month_end' as const, 'first_working_day' as const, 'fiscal_quarter' as const).map((kind) => ({
      kind,
      ...span,
    })),
    fc.integer({ min: 0, max: 60 }).map((daysBefore) => ({
      kind: 'festival' as const,
      festival: 'songkran' as const,
      daysBefore,
      ...span,
    })),
    fc.constantFrom('*/20 * * * *', '15 3 * * 0', '0 0 1 * *').map((pattern) => ({
      kind: 'cron' as const,
      pattern,
      timeZone: span.timeZone,
    })),
  ),
)
const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })

describe('every schedule', () => {
  test('fires strictly after the moment asked, and never earlier when asked later', () => {
    fc.assert(
      fc.property(anySchedule, moments, fc.integer({ min: 0, max: 40 * 86_400_000 }), (schedule, after, laterMs) => {
        const next = nextFiring(schedule, after, plain) as Date
        expect(next > after).toBe(true)
        const later = new Date(after.getTime() + laterMs)
        const nextLater = nextFiring(schedule, later, plain) as Date
        expect(nextLater >= next).toBe(true)
        // Nothing lies between: asked anywhere before it, the answer is the same.
        if (later < next) expect(nextLater).toEqual(next)
      }),
      { numRuns: 300 },
    )
  })

  test('that is daily fires once each local day, at its time unless that is skipped', () => {
    fc.assert(
      fc.property(terms, moments, (span, after) => {
        const schedule = { kind: 'daily' as const, ...span }
        let at = nextFiring(schedule, after, plain) as Date
        for (let count = 0; count < 10; count += 1) {
          const next = nextFiring(schedule, at, plain) as Date
          expect(localDay(next, span.timeZone)).toBe(addDays(localDay(at, span.timeZone), 1))
          expect(wallClock(next, span.timeZone).slice(11, 16) >= span.time).toBe(true)
          if (['Asia/Bangkok', 'UTC'].includes(span.timeZone))
            expect(wallClock(next, span.timeZone).slice(11)).toBe(`${span.time}:00.000`)
          at = next
        }
      }),
      { numRuns: 200 },
    )
  })

  test('has as its latest missed firing the last one that going forward finds', () => {
    fc.assert(
      fc.property(anySchedule, moments, fc.integer({ min: 0, max: 20 * 86_400_000 }), (schedule, moment, forMs) => {
        const since = nextFiring(schedule, moment, plain) as Date
        const until = new Date(since.getTime() + forMs)
        let expected: Date | undefined
        for (let at = nextFiring(schedule, since, plain); at && at <= until; at = nextFiring(schedule, at, plain))
          expected = at
        expect(latestFiring(schedule, since, until, plain)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a holiday added later', () => {
  test('moves the firing of a month that has not had one, and brings no second to a month that has', () => {
    const schedule = { kind: 'first_working_day', ...bangkok } as const
    const calendar = calendarWith(['2027-02-01'])
    const morning = new Date('2027-02-01T00:00:00Z')
    expect(followingFiring(schedule, undefined, morning, calendar)?.toISOString()).toBe('2027-02-02T01:30:00.000Z')
    const fired = new Date('2027-02-01T01:30:00Z')
    expect(followingFiring(schedule, fired, fired, calendar)?.toISOString()).toBe('2027-03-01T01:30:00.000Z')
  })

  test('is told as what goes and what comes', () => {
    const [a, b, c] = ['2027-02-01', '2027-02-02', '2027-02-03'].map((day) => new Date(day)) as [Date, Date, Date]
    const at = (dueAt: Date) => ({ scheduledFor: dueAt, dueAt })
    expect(findMoves([at(a), at(c)], [at(b), at(c)])).toEqual([{ from: a, to: b }])
    expect(findMoves([at(a), at(c)], [at(c)])).toEqual([{ from: a, to: null }])
  })
})

test('firings that fall into a closed window go out as one when it opens', () => {
  const monday = new Date('2026-11-30T01:30:00Z')
  const saturday = new Date('2026-11-27T17:00:00Z')
  const calendar = calendarWith([], (at) => (at >= saturday && at < monday ? monday : at))
  const daily = { kind: 'daily', time: '08:00', timeZone: 'Asia/Bangkok' } as const
  const firings = listFirings(
    { schedule: daily, isUrgent: false },
    { last: undefined, after: new Date('2026-11-27T10:00:00Z'), until: new Date('2026-12-01T10:00:00Z') },
    calendar,
  )
  expect(firings.map(({ scheduledFor, dueAt }) => [scheduledFor.toISOString(), dueAt.toISOString()])).toEqual([
    ['2026-11-28T01:00:00.000Z', '2026-11-30T01:30:00.000Z'],
    ['2026-12-01T01:00:00.000Z', '2026-12-01T01:00:00.000Z'],
  ])
})

describe('firstRunAt', () => {
  const now = new Date('2026-11-22T03:00:00Z')
  const codeOf = (schedule: ScheduleSpec) => {
    try {
      firstRunAt(schedule, now, plain)
      return undefined
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  test('is now, or the time named, whatever its zone', () => {
    expect(firstRunAt({ kind: 'now' }, now, plain)).toEqual(now)
    expect(firstRunAt({ kind: 'once', at: '2026-11-22T10:00:00.001+07:00' }, now, plain).getTime()).toBe(
      now.getTime() + 1,
    )
    expect(firstRunAt({ kind: 'once', at: '2026-11-22T10:00:00+07:00' }, now, plain)).toEqual(now)
  })

  test('refuses what has passed, cannot be read, is nowhere or never comes', () => {
    expect(codeOf({ kind: 'once', at: '2026-11-22T09:59:59.999+07:00' })).toBe('SCHEDULE_IN_THE_PAST')
    expect(codeOf({ kind: 'daily', time: '09:00', timeZone: 'Mars/Olympus' })).toBe('TIME_ZONE_UNKNOWN')
    expect(codeOf({ kind: 'daily', ...bangkok, endsOn: '2026-11-21' })).toBe('SCHEDULE_NEVER_FIRES')
    expect(codeOf({ kind: 'daily', ...bangkok, startsOn: '2026-12-02', endsOn: '2026-12-01' })).toBe(
      'SCHEDULE_ENDS_BEFORE_START',
    )
  })

  test.each(['', '* * * *', '0 0 9 * * 1', '@daily', '99 * * * *', '0 9 * * H', '0 9 * * sunday', 'ทุกวัน'])(
    'refuses the cron pattern %j',
    (pattern) => {
      expect(codeOf({ kind: 'cron', pattern, timeZone: 'Asia/Bangkok' })).toBe('CRON_INVALID')
    },
  )

  test('refuses a cron pattern of a day that no year has', () => {
    expect(codeOf({ kind: 'cron', pattern: '0 9 31 4,6 *', timeZone: 'Asia/Bangkok' })).toBe('SCHEDULE_NEVER_FIRES')
  })
})
