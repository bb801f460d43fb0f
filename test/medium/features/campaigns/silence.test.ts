import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
const tries = new Map<string, string[]>()
beforeAll(async () => {
  office = await openCampaignOffice({
    wrapLine: (line) => ({
      ...line,
      push(request) {
        tries.set(request.retryKey, [...(tries.get(request.retryKey) ?? []), JSON.stringify(request)])
        return line.push(request)
      },
    }),
  })
})
afterEach(() => office.simulator.control('/faults', []))
afterAll(() => office.close())

type Delivered = { to: string | string[]; notificationDisabled: boolean }
async function isSilentFor(ids: string[]): Promise<boolean[]> {
  const ledger = (await office.simulator.ledger()) as Delivered[]
  return ids.map(office.chatIdOf).map((chatId) => {
    const item = ledger.find(({ to }) => [to].flat().includes(chatId))
    if (!item) throw new Error(`Nothing reached ${chatId}.`)
    return item.notificationDisabled
  })
}

test('an ordinary campaign arrives without a sound, in groups and in 1:1 chats', async () => {
  const groups = [await office.addGroup()]
  const people = await office.addPeople(2)
  const { runId } = await office.plan({ audience: { groups, people } })
  await office.drain(runId)
  expect(await isSilentFor([...groups, ...people])).toEqual([true, true, true])
})

test('a campaign that asks for it rings', async () => {
  const groups = [await office.addGroup()]
  const people = await office.addPeople(2)
  const { campaignId, runId } = await office.plan({ audience: { groups, people }, notify: true })
  await office.drain(runId)
  expect(await isSilentFor([...groups, ...people])).toEqual([false, false, false])
  expect((await office.seeCampaign(campaignId)).notify).toBe(true)
})

test('an urgent campaign rings', async () => {
  const groups = [await office.addGroup()]
  const drafted = await office.draft({ audience: { groups }, urgent: true }, office.people.owner)
  const { id } = expectStatus(201, drafted)
  expectStatus(200, await office.call(office.people.owner, `/campaigns/${id}/submit`, {}))
  const { runs } = expectStatus(200, await office.steer(`/campaigns/${id}/approve`))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  expect(await isSilentFor(groups)).toEqual([false])
})

test('[R16] a retry has the body of the first try, though the campaign has changed its mind since', async () => {
  const groups = [await office.addGroup()]
  const { campaignId, runId } = await office.plan({ audience: { groups } })
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 500, times: 1 }])
  await office.drain(runId)
  await office.database.prisma.campaign.update({ where: { id: campaignId }, data: { notify: true } })
  office.turnClock(2000)
  await office.drain(runId)
  const [delivery] = await office.deliveries(runId)
  const asked = tries.get(delivery?.retryKey as string) ?? []
  expect(asked).toHaveLength(2)
  expect(new Set(asked).size).toBe(1)
  expect(asked[0]).toContain('"notificationDisabled":true')
})

test('a run that was planned before there was silence keeps its body: nothing is added to it', async () => {
  const groups = [await office.addGroup()]
  const { runId } = await office.plan({ audience: { groups } })
  await office.database.prisma.run.update({ where: { id: runId }, data: { isSilent: false } })
  await office.drain(runId)
  const [delivery] = await office.deliveries(runId)
  expect(tries.get(delivery?.retryKey as string)?.[0]).not.toContain('notificationDisabled')
})
