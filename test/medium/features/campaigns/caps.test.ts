import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

const dayMs = 24 * 3_600_000
let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterEach(() => office.limitChats({ perDay: 0, perWeek: 0 }))
afterAll(() => office.close())

async function send(groups: string[]): Promise<string> {
  const { runId } = await office.plan({ audience: { groups } })
  await office.drain(runId)
  return runId
}

test('a chat that had its one of the day is skipped with the reason and counted; the next day it is reached again', async () => {
  office.limitChats({ perDay: 1, perWeek: 3 })
  const [had, fresh] = [await office.addGroup(), await office.addGroup()]
  await send([had])
  const runId = await send([had, fresh])
  expect(await office.counts([had, fresh])).toEqual([1, 1])
  const report = expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`))
  expect(report.progress).toMatchObject({ total: 2, accepted: 1, skipped: 1 })
  expect(report.skipped).toMatchObject([{ code: 'cap', count: 1 }])
  office.turnClock(dayMs)
  await send([had])
  expect(await office.counts([had])).toEqual([2])
})

test('three a week are three in seven days, and on the eighth the first no longer counts', async () => {
  office.limitChats({ perDay: 1, perWeek: 3 })
  const groups = [await office.addGroup()]
  for (let day = 0; day < 8; day += 1) {
    await send(groups)
    office.turnClock(dayMs)
  }
  expect(await office.counts(groups)).toEqual([4])
})

test('an urgent campaign and a correction pass, and use up nothing', async () => {
  office.limitChats({ perDay: 1, perWeek: 0 })
  const groups = [await office.addGroup()]
  const { id } = expectStatus(201, await office.draft({ audience: { groups }, urgent: true }, office.people.owner))
  expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/submit`, {}))
  const urgent = expectStatus(200, await office.steer(`/campaigns/${id}/approve`)).runs[0].id
  await office.runJob('start-run', urgent)
  await office.drain(urgent)
  const runId = await send(groups)
  expect(await office.counts(groups)).toEqual([2])
  const correction = { message: sampleMessage('notice') }
  const { campaign } = expectStatus(
    201,
    await office.call(office.people.approver, `/runs/${runId}/correct`, correction),
  )
  expectStatus(200, await office.call(office.people.approver, `/campaigns/${campaign.id}/submit`, {}))
  const { runs } = expectStatus(200, await office.call(office.people.owner, `/campaigns/${campaign.id}/approve`, {}))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  expect(await office.counts(groups)).toEqual([3])
})

test('two runs planned at the same moment reach a chat once', async () => {
  office.limitChats({ perDay: 1, perWeek: 3 })
  const groups = [await office.addGroup()]
  const runs = [await office.schedule({ audience: { groups } }), await office.schedule({ audience: { groups } })]
  await Promise.all(runs.map(({ runId }) => office.runJob('start-run', runId)))
  for (const { runId } of runs) await office.drain(runId)
  expect(await office.counts(groups)).toEqual([1])
})
