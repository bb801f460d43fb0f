import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawWindow } from '../../../../src/features/polls/draw-rules.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let office: PollOffice
let staffIds: string[]
beforeAll(async () => {
  office = await openPollOffice()
  await office.addStaff(20)
  staffIds = (await office.database.prisma.staff.findMany({ select: { id: true } })).map(({ id }) => id)
})
afterAll(() => office.dispose())

const later = (ms: number) => new Date(office.clock.now().getTime() + ms).toISOString()
const ahead = (opensInMs = 3 * dayMs) =>
  office.publish({ anonymity: 'ballot', isOneVisit: false, opensAt: later(opensInMs) })
const rowOf = (id: string) => office.database.prisma.poll.findUniqueOrThrow({ where: { id } })

/** Draws as page A's server does it, in the window of the hour. */
async function draw(pollId: string, people: string[]): Promise<void> {
  const window = drawWindow(await rowOf(pollId), office.clock.now())
  if (window === undefined) throw new Error('No ballots are given out now.')
  for (const person of people) {
    await office.database.pool.query(
      `INSERT INTO ballot.issuance (poll_id, part, staff_id, blinded_hash, draw_window) VALUES ($1, 'score', $2, $3, $4)`,
      [pollId, person, randomBytes(32), window],
    )
  }
}

/** Whether page B may send a ballot drawn in the window of this hour. */
async function isReleased(pollId: string, window: number): Promise<boolean> {
  return (await rowOf(pollId)).drawsReleased >= window
}

describe('a poll drawn ahead', () => {
  test('is submitted only with 48 h between publish and opening', async () => {
    for (const opensAt of [undefined, later(47 * hourMs)]) {
      const { id } = expectStatus(201, await office.draft({ anonymity: 'ballot', isOneVisit: false, opensAt }))
      expect((await office.post(`/polls/${id}/submit`)).body.code).toBe('POLL_LEAD_TOO_SHORT')
    }
  })

  test('opens at its hour and not before, also by hand', async () => {
    const id = await ahead()
    await draw(id, staffIds)
    const early = await office.post(`/polls/${id}/open`, {}, office.people.approver)
    expect([early.status, early.body.code]).toEqual([409, 'BALLOTS_STILL_DRAWN'])
    office.turnClock(3 * dayMs)
    await office.settle(id)
    expect((await rowOf(id)).state).toBe('open')
  })

  test('releases a late window once it is over and k have drawn; with fewer it is one with the next', async () => {
    const id = await ahead()
    await draw(id, staffIds.slice(0, 12))
    office.turnClock(2 * dayMs + hourMs)
    const first = drawWindow(await rowOf(id), office.clock.now()) as number
    await draw(id, staffIds.slice(12, 15))
    await office.settle(id)
    expect(await isReleased(id, first)).toBe(false) // it is not over
    office.turnClock(23 * hourMs)
    await office.settle(id)
    expect((await rowOf(id)).state).toBe('open')
    expect(await isReleased(id, first)).toBe(false) // three of k = 5
    await draw(id, staffIds.slice(15, 17))
    office.turnClock(dayMs)
    expect(await listDue()).toContain(id)
    await office.settle(id)
    expect(await isReleased(id, first + 1)).toBe(true)
    expect(await listDue()).not.toContain(id)
  })

  test('loses its signing key when the last window ends, long before its close, and the spool key stays', async () => {
    const id = await ahead()
    await draw(id, staffIds)
    office.turnClock(3 * dayMs)
    await office.settle(id)
    office.turnClock(6 * dayMs - 1)
    await office.settle(id)
    expect(office.keys.findPem(id, 'score')).toBeDefined()
    office.turnClock(1)
    expect(await listDue()).toContain(id)
    await office.settle(id)
    expect(office.keys.findPem(id, 'score')).toBeUndefined()
    expect(office.keys.findSpoolKey(id)).toBeDefined()
    expect((await rowOf(id)).state).toBe('open')
  })

  test('that too few have drawn is held, postponed by an approver, and opens then; ballots in hand stay good', async () => {
    const id = await ahead()
    await draw(id, staffIds.slice(0, 4))
    office.turnClock(2 * dayMs + hourMs)
    const late = drawWindow(await rowOf(id), office.clock.now()) as number
    await draw(id, staffIds.slice(4, 5))
    office.turnClock(23 * hourMs)
    await office.settle(id)
    expect(await rowOf(id)).toMatchObject({ state: 'published', heldReason: 'ballots_not_drawn' })
    const postpone = (times: object, who = office.people.approver) =>
      office.post(`/polls/${id}/postpone`, { closesAt: null, returnsOn: null, ...times }, who)
    expect((await postpone({ opensAt: later(47 * hourMs) })).body.code).toBe('POLL_LEAD_TOO_SHORT')
    expect((await postpone({ opensAt: later(4 * dayMs) }, office.people.editor)).status).toBe(403)
    const opensAt = later(4 * dayMs)
    expect(expectStatus(200, await postpone({ opensAt }))).toMatchObject({
      state: 'published',
      heldReason: null,
      opensAt,
    })
    expect((await office.audited('poll.postpone')).map(({ subject }) => subject)).toContain(id)
    expect(drawWindow(await rowOf(id), office.clock.now())).toBe(0)
    expect(await isReleased(id, late)).toBe(true) // drawn days before the new opening
    await draw(id, staffIds.slice(5, 14))
    office.turnClock(4 * dayMs)
    await office.settle(id)
    expect((await rowOf(id)).state).toBe('open')
    expect((await postpone({ opensAt: later(9 * dayMs) })).body.code).toBe('WRONG_STATE')
  })

  describe('and open for 32 h, so that its last window ends as it opens,', () => {
    const short = (opensInMs: number) => ({ opensAt: later(opensInMs), closesAt: later(opensInMs + 32 * hourMs) })
    const hasPem = (id: string) => office.keys.findPem(id, 'score') !== undefined
    const postpone = (id: string, times: object) =>
      office.post(`/polls/${id}/postpone`, { returnsOn: null, ...times }, office.people.approver)

    /** Published, with so many ballots drawn, at the hour of its opening. */
    async function settledAtOpening(drawers: number): Promise<string> {
      const id = await office.publish({ anonymity: 'ballot', isOneVisit: false, ...short(3 * dayMs) })
      await draw(id, staffIds.slice(0, drawers))
      office.turnClock(3 * dayMs)
      await office.settle(id)
      return id
    }

    test('keeps its signing key while it is held, so that ballots are drawn again once it is postponed', async () => {
      const id = await settledAtOpening(4)
      expect((await rowOf(id)).heldReason).toBe('ballots_not_drawn')
      expect(await listDue()).not.toContain(id)
      expectStatus(200, await postpone(id, short(3 * dayMs)))
      expect([drawWindow(await rowOf(id), office.clock.now()), hasPem(id)]).toEqual([0, true])
      await draw(id, staffIds.slice(4, 14))
      office.turnClock(3 * dayMs)
      await office.settle(id)
      expect((await rowOf(id)).state).toBe('open')
    })

    test('loses its signing key as it opens', async () => {
      const id = await settledAtOpening(14)
      expect([(await rowOf(id)).state, hasPem(id)]).toEqual(['open', false])
    })

    test('loses all its keys when it is closed unopened', async () => {
      const id = await settledAtOpening(4)
      await office.close(id)
      expect(office.keys.list()).not.toContain(id)
    })

    test('is not postponed without its signing key: nobody could draw any more', async () => {
      const id = await settledAtOpening(4)
      office.keys.destroyPems(id)
      const refused = await postpone(id, short(3 * dayMs))
      expect([refused.status, refused.body.code]).toEqual([409, 'BALLOT_KEY_GONE'])
      expect(await rowOf(id)).toMatchObject({ state: 'published', heldReason: 'ballots_not_drawn' })
    })
  })
})

async function listDue(): Promise<string[]> {
  const found = await office.features.polls.sweepSources[0]?.findLost()
  return (found ?? []).map(({ payload }) => (payload as { pollId: string }).pollId)
}
