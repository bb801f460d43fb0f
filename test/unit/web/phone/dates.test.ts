import { describe, expect, test } from 'vitest'
import { initialOf } from '../../../../src/web/phone/avatar.tsx'
import { formatDay, formatRecent, formatTime } from '../../../../src/web/phone/dates.ts'
import { readRoute, writeRoute } from '../../../../src/web/phone/use-route.ts'

describe('dates as people in Bangkok read them', () => {
  test('writes the day in พ.ศ. in Thai and in AD in English', () => {
    expect(formatDay('2026-11-23T01:30:00Z', 'th')).toBe('23 พ.ย. 2569')
    expect(formatDay('2026-11-23T01:30:00Z', 'en')).toBe('23 Nov 2026')
  })

  test('begins the day at midnight in Bangkok', () => {
    expect(formatDay('2026-11-22T17:00:00Z', 'th')).toBe('23 พ.ย. 2569')
  })

  test('writes the time', () => {
    expect(formatTime('2026-11-23T01:30:00Z', 'th')).toBe('08.30 น.')
    expect(formatTime('2026-11-22T17:05:00Z', 'en')).toBe('00:05')
  })

  test('shows the time of today and the day of before in a list', () => {
    const now = new Date('2026-11-23T05:00:00Z')
    expect(formatRecent('2026-11-23T01:30:00Z', now, 'th')).toBe('08.30 น.')
    expect(formatRecent('2026-11-22T01:30:00Z', now, 'th')).toBe('22 พ.ย.')
  })
})

describe('initialOf', () => {
  test.each([
    ['สมหญิง ใจดี', 'ส'],
    ['เพ็ญศรี', 'พ'],
    ['นางสาวไพลิน', 'พ'],
    ['  anan', 'A'],
    ['🙂', '?'],
    ['', '?'],
  ])('takes of %j the letter %s', (name, letter) => {
    expect(initialOf(name)).toBe(letter)
  })
})

describe('route', () => {
  test('comes back from the address as it was written', () => {
    const route = { chatId: 'C1', viewerId: 'U1' }
    expect(readRoute(writeRoute(route))).toEqual(route)
    expect(readRoute('')).toEqual({ chatId: undefined, viewerId: undefined })
  })
})
