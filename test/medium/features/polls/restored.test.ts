import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
beforeAll(async () => {
  office = await openPollOffice()
})
afterAll(() => office.dispose())

const read = (id: string) =>
  office.database.prisma.poll.findUniqueOrThrow({
    where: { id },
    select: { state: true, closedAt: true, outcome: true },
  })

// Keys are in no backup, but a restore may find those of before beside it: what is half there is not counted even so.
test('polls under way in a backup close as lost once it is restored; a draft stays one', async () => {
  const people = await office.addStaff(6)
  const opened = await office.open()
  const published = await office.publish()
  const { id: draft } = (await office.draft()).body
  await office.tapAll(people, opened, 'o1')

  const now = office.clock.now()
  await office.database.transaction((tx) => office.features.polls.settleRestored(tx, now))
  await office.count()

  for (const id of [opened, published])
    expect(await read(id)).toEqual({ state: 'closed', closedAt: now, outcome: 'lost' })
  expect(await read(draft)).toEqual({ state: 'draft', closedAt: null, outcome: null })
  expect(await office.tally(opened)).toEqual({})
})
