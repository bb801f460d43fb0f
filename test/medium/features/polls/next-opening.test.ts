import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOpenPollService } from '../../../../src/features/polls/open-poll-service.ts'
import { type BallotOffice, openBallotOffice } from '../../../support/ballot-office.ts'

let office: BallotOffice
beforeAll(async () => {
  office = await openBallotOffice()
})
afterAll(() => office.dispose())

test('the next opening is the nearest that is set for this person, and none where polls by ballot cannot be drawn', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const [mine, other] = [await office.makePerson(), await office.makePerson()]
  await office.openBallotPoll([mine], { state: 'published', opensAt: inDays(9) })
  await office.openBallotPoll([mine], { state: 'published', opensAt: inDays(5) })
  await office.openBallotPoll([other], { state: 'published', opensAt: inDays(1) })
  await office.openBallotPoll([mine], { state: 'open', opensAt: inDays(-1) })
  const ask = (canDrawBallots: boolean, userId: string) =>
    createOpenPollService({ ballotUrl: () => '', canDrawBallots }).findNextAt(office.app.prisma, userId)
  expect((await ask(true, mine.lineUserId))?.toISOString().slice(0, 10)).toBe(inDays(5).toISOString().slice(0, 10))
  expect(await ask(false, mine.lineUserId)).toBeUndefined()
  expect(await ask(true, (await office.makePerson()).lineUserId)).toBeUndefined()
})
