import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CampaignLine } from '../../../../src/features/campaigns/needs.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
const asked: unknown[] = []
const pushedUnder: (string | undefined)[] = []
beforeAll(async () => {
  office = await openCampaignOffice({
    wrapLine: (line): CampaignLine => ({
      ...line,
      multicast(request) {
        pushedUnder.push(request.statsUnit)
        return line.multicast(request)
      },
      getUnitStatistics(of) {
        asked.push(of)
        return line.getUnitStatistics(of)
      },
    }),
  })
})
afterAll(() => office.close())

const see = async (runId: string, locale = 'th') =>
  expectStatus(
    200,
    await office.call(office.people.editor, `/runs/${runId}/line-statistics`, undefined, { 'accept-language': locale }),
  )

async function send(people: string[]): Promise<string> {
  const { runId } = await office.plan({ audience: { people } })
  await office.drain(runId)
  return runId
}

test('tells what LINE has counted, asked under the run’s own name and at most every quarter of an hour', async () => {
  const runId = await send(await office.addPeople(20))
  expect(await see(runId)).toMatchObject({ impressions: 20, clicks: null })
  await see(runId)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ unit: expect.stringMatching(/^r_[0-9a-z]{1,28}$/) })
  office.turnClock(15 * 60_000)
  await see(runId)
  expect(asked).toHaveLength(2)
  expect((await see(runId, 'en')).note).toContain('14 days')
})

test('gives the same name on every try: it is part of the body that LINE compares under a retry key', async () => {
  pushedUnder.length = 0
  await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'lose-answer', times: 1 }])
  const runId = await send(await office.addPeople(20))
  office.turnClock(10_000)
  await office.drain(runId)
  expect(pushedUnder).toEqual([(await office.run(runId)).statsUnit, (await office.run(runId)).statsUnit])
})

test('says why there is nothing: under 20 people, a group LINE may not count, a run not sent', async () => {
  const few = await send(await office.addPeople(19))
  expect(await see(few)).toMatchObject({ impressions: null, note: expect.stringContaining('ไม่ถึง 20 คน') })
  expect((await office.run(few)).statsUnit).toBeNull()
  const { runId } = await office.plan({ audience: { groups: [await office.addGroup({ members: 3 })] } })
  await office.drain(runId)
  expect(await see(runId)).toMatchObject({ impressions: null, note: expect.stringContaining('อาจไม่นับการส่งเข้ากลุ่ม') })
})
