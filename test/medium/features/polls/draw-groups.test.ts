import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BallotOffice, openBallotOffice } from '../../../support/ballot-office.ts'

let office: BallotOffice
beforeAll(async () => {
  office = await openBallotOffice()
})
afterAll(() => office.dispose())

test('of draws that share a statement each person gets their own ballot, one alone, and a poll that closes takes no other along', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => office.makePerson()))
  const [open, closed] = [await office.openBallotPoll(people), await office.openBallotPoll(people)]
  await office.query(`DROP TABLE ballot.issuance_${closed.id.replaceAll('-', '')}`) // its close has just ended
  const draws = await Promise.all(
    people
      .flatMap(({ lineUserId }) => [
        { lineUserId, poll: open },
        { lineUserId, poll: open }, // a second phone of the same person
        { lineUserId, poll: closed },
      ])
      .map(async ({ lineUserId, poll }) => ({ lineUserId, poll, prepared: await office.prepare(poll) })),
  )
  const answers = await Promise.all(
    draws.map(async (draw) => ({ ...draw, answer: await office.requestDraw(draw.lineUserId, [draw.prepared]) })),
  )
  for (const { lineUserId } of people) {
    const [first, second, gone] = answers.filter((one) => one.lineUserId === lineUserId)
    const codes = [first, second].map((one) => one?.answer.body.code ?? 'given').toSorted()
    expect(codes).toEqual(['ALREADY_DRAWN', 'given'])
    expect(gone?.answer.body.code).toBe('POLL_NOT_DRAWING')
  }
  // Each signature is of the value that this very person sent: it comes out of their own blinding.
  for (const { answer, prepared } of answers.filter(({ answer }) => answer.status === 200)) {
    await office.finish(prepared, answer.body.ballots[0].signature)
  }
  const rows = await office.query('SELECT DISTINCT staff_id FROM ballot.issuance WHERE poll_id = $1', [open.id])
  expect(rows).toHaveLength(12)
})
