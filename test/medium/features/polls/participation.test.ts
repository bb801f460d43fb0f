import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(10)
})
afterAll(() => office.dispose())

test('participation tells of polls that were counted, latest first, and nothing of those that are open or were answered by few', async () => {
  const answered = async (title: string, people: number, isClosed = true) => {
    const id = await office.open({ title })
    for (const [place, person] of staff.slice(0, people).entries()) await office.tap(person, id, String(place % 4))
    if (isClosed) await office.close(id)
    office.turnClock(60_000)
    return id
  }
  const first = await answered('รอบแรก', 8)
  await answered('ตอบน้อย', 3)
  const last = await answered('รอบหลัง', 6)
  await answered('ยังเปิดอยู่', 9, false)
  const { items } = expectStatus(200, await office.get('/polls/participation', office.people.viewer))
  expect(items).toEqual([
    { pollId: last, title: 'รอบหลัง', closedAt: expect.any(String), cast: 6, eligible: 10 },
    { pollId: first, title: 'รอบแรก', closedAt: expect.any(String), cast: 8, eligible: 10 },
  ])
})
