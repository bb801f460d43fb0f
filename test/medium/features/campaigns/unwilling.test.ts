import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MessageSpec } from '../../../../src/contracts/api/campaigns.ts'
import { listSeriesUnderWay } from '../../../../src/features/campaigns/series-repo.ts'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const decide = (id: string, own: { isQuiet?: boolean; mutedSeries?: string[] }) =>
  office.transaction((tx) => tx.staff.update({ where: { id }, data: own }))

async function send(people: string[], message: MessageSpec): Promise<string> {
  const { runId } = await office.plan({ audience: { people }, message })
  await office.drain(runId)
  return runId
}

test('a card of a series reaches nobody who has stopped it or wants quiet; the run says why', async () => {
  const [muted, quiet, other] = (await office.addPeople(3)) as [string, string, string]
  await decide(muted, { mutedSeries: ['dos_donts'] })
  await decide(quiet, { isQuiet: true })
  const runId = await send([muted, quiet, other], sampleMessage('dos-donts'))
  expect(await office.counts([muted, quiet, other])).toEqual([0, 0, 1])
  const report = expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`))
  expect(report.progress).toMatchObject({ total: 3, accepted: 1, skipped: 2 })
  expect(report.skipped).toMatchObject([{ code: 'unsubscribed', count: 2 }])
})

test('another series still reaches whoever has stopped one', async () => {
  const [muted] = (await office.addPeople(1)) as [string]
  await decide(muted, { mutedSeries: ['dos_donts', 'no_gift'] })
  await send([muted], sampleMessage('ita-summary'))
  expect(await office.counts([muted])).toEqual([1])
})

/** A series of one approved card, of a template that is of no topic. */
async function makeSeries(name: string): Promise<string> {
  const { template, data } = sampleMessage('guide') as { template: string; data: object }
  const card = await office.transaction((tx) =>
    tx.content.create({ data: { title: name, template, data, state: 'approved', approvedAt: office.clock.now() } }),
  )
  const series = { name, kind: 'playlist', items: [{ contentId: card.id }] }
  return expectStatus(201, await office.call(office.people.editor, '/series', series)).id
}

test('a card sent as one of a series reaches nobody who has stopped that series; another series does', async () => {
  const [muted, quiet, other] = (await office.addPeople(3)) as [string, string, string]
  const [stopped, kept] = [await makeSeries('ชุดที่เลิกรับ'), await makeSeries('ชุดที่ยังรับ')]
  await decide(muted, { mutedSeries: [stopped] })
  await decide(quiet, { isQuiet: true })
  await send([muted, quiet, other], { seriesId: stopped })
  expect(await office.counts([muted, quiet, other])).toEqual([0, 0, 1])
  await send([muted], { seriesId: kept })
  expect(await office.counts([muted])).toEqual([1])
})

test('series under way to people’s own chats can be stopped, and no others', async () => {
  const [person] = (await office.addPeople(1)) as [string]
  const group = await office.addGroup()
  const [toPeople, toGroups, draftOnly] = [await makeSeries('ก'), await makeSeries('ข'), await makeSeries('ค')]
  const monthly = { kind: 'cron', pattern: '0 9 1 * *', timeZone: 'Asia/Bangkok' } as const
  await office.schedule({ audience: { people: [person] }, message: { seriesId: toPeople }, schedule: monthly })
  await office.schedule({ audience: { groups: [group] }, message: { seriesId: toGroups }, schedule: monthly })
  await office.draft({ audience: { people: [person] }, message: { seriesId: draftOnly }, schedule: monthly })
  const underWay = await office.transaction(listSeriesUnderWay)
  expect(underWay).toContain(toPeople)
  expect(underWay).not.toContain(toGroups)
  expect(underWay).not.toContain(draftOnly)
})

test('a poll, an urgent card and the group of the person are not held back', async () => {
  const [quiet] = (await office.addPeople(1)) as [string]
  await decide(quiet, { isQuiet: true, mutedSeries: ['dos_donts'] })
  const group = await office.addGroup()
  await send([quiet], sampleMessage('poll-invite'))
  expect(await office.counts([quiet])).toEqual([1])

  const urgent = { audience: { people: [quiet], groups: [group] }, message: sampleMessage('dos-donts'), urgent: true }
  const { id } = expectStatus(201, await office.draft(urgent, office.people.owner))
  expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/submit`, {}))
  const runId = expectStatus(200, await office.steer(`/campaigns/${id}/approve`)).runs[0].id
  await office.runJob('start-run', runId)
  await office.drain(runId)
  expect(await office.counts([quiet, group])).toEqual([2, 1])
})
