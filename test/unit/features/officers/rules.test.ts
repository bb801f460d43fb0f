import { describe, expect, test } from 'vitest'
import { type Approver, giveUpAfterMs, judgeTry, whoIsAsked } from '../../../../src/features/officers/rules.ts'

const one = (userId: string, role: Approver['role'] = 'approver') => ({ userId, role })
const now = new Date('2026-11-25T03:00:00Z')

describe('whoIsAsked', () => {
  test('every approver but the author', () => {
    expect(whoIsAsked([one('a'), one('b'), one('o', 'owner')], [], 'a')).toEqual(['b'])
  })

  test('owners where there is no other approver, never the author', () => {
    expect(whoIsAsked([one('a'), one('o', 'owner'), one('p', 'owner')], [], 'a')).toEqual(['o', 'p'])
    expect(whoIsAsked([one('o', 'owner')], [], 'o')).toEqual([])
  })

  test('a deputy in the place of whom they stand in for, once even for two', () => {
    const standings = [
      { principalId: 'a', deputyId: 'd' },
      { principalId: 'b', deputyId: 'd' },
    ]
    expect(whoIsAsked([one('a'), one('b'), one('c')], standings, 'x')).toEqual(['d', 'c'])
  })

  test('the approver after all where the deputy is the author', () => {
    expect(whoIsAsked([one('a')], [{ principalId: 'a', deputyId: 'd' }], 'd')).toEqual(['a'])
  })
})

describe('judgeTry', () => {
  const first = { channel: 'line' as const, tryCount: 0, firstTriedAt: now, canMail: true }
  const refused = { kind: 'refused' as const, code: 'LINE_HTTP_400' }

  test('a refusal goes by mail, unless an earlier try may have arrived or there is no mail', () => {
    expect(judgeTry(refused, first, now)).toMatchObject({ state: 'by_mail' })
    expect(judgeTry(refused, { ...first, tryCount: 1 }, now)).toMatchObject({ state: 'unknown' })
    expect(judgeTry(refused, { ...first, canMail: false }, now)).toMatchObject({ state: 'failed' })
    expect(judgeTry({ kind: 'refused', code: 'SMTP_550' }, { ...first, channel: 'mail' }, now)).toMatchObject({
      state: 'failed',
    })
  })

  test('an unclear end is tried again under the same key, later each time, and only unclear ends count', () => {
    const unclear = { kind: 'unclear' as const, code: 'LINE_UNREACHABLE' }
    const waits = [0, 1, 5, 20].map((tryCount) => {
      const verdict = judgeTry(unclear, { ...first, tryCount }, now)
      return 'nextTryAt' in verdict ? [verdict.tryCount, verdict.nextTryAt.getTime() - now.getTime()] : verdict
    })
    expect(waits).toEqual([
      [1, 2_000],
      [2, 4_000],
      [6, 64_000],
      [21, 3_600_000],
    ])
    expect(judgeTry({ kind: 'not_now', code: 'LINE_RATE_LIMITED' }, first, now)).toMatchObject({ tryCount: 0 })
  })

  test('after 23 hours it is given up: unknown when a try may have arrived, else by mail', () => {
    const old = { ...first, firstTriedAt: new Date(now.getTime() - giveUpAfterMs) }
    expect(judgeTry({ kind: 'unclear', code: 'X' }, old, now)).toMatchObject({ state: 'unknown' })
    expect(judgeTry({ kind: 'not_now', code: 'X' }, { ...old, tryCount: 1 }, now)).toMatchObject({ state: 'unknown' })
    expect(judgeTry({ kind: 'not_now', code: 'X' }, old, now)).toMatchObject({ state: 'by_mail' })
  })

  test.each(['LINE_MONTHLY_LIMIT', 'LINE_UNAUTHORIZED'])(
    'a spent month or a token that is not taken goes by mail at once; without mail it waits: %s',
    (code) => {
      const refused = { kind: 'not_now' as const, code }
      expect(judgeTry(refused, first, now)).toMatchObject({ state: 'by_mail' })
      expect(judgeTry(refused, { ...first, canMail: false }, now)).toMatchObject({ state: 'queued', tryCount: 0 })
    },
  )
})
