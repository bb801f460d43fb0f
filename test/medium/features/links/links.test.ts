import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

const target = 'https://www.opdc.go.th/content?id=7'
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Line/15.1'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const message = {
  template: 'notice',
  data: { title: 'มีลิงก์', text: 'โปรดอ่าน', link: { label: 'อ่านต่อ', url: target } },
}

async function sent(audience: { groups?: string[]; people?: string[] }): Promise<{ runId: string; said: string }> {
  const { runId } = await office.plan({ audience, message })
  await office.drain(runId)
  const [arrivals = []] = await office.arrivals([(audience.groups ?? audience.people)?.[0] as string])
  return { runId, said: JSON.stringify(arrivals[0]?.messages) }
}
const pathIn = (said: string) => /"uri":"http:\/\/localhost:3000(\/r\/[\w-]{8})"/.exec(said)?.[1] as string
const open = (path: string, init: RequestInit = {}) =>
  fetch(`${office.baseUrl}${path}`, { redirect: 'manual', ...init, headers: { 'user-agent': phone, ...init.headers } })
const reportOf = async (runId: string) =>
  expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`))

describe('a counted link', () => {
  test('leads on to its target and counts, the same code for every chat of the run', async () => {
    const groups = [await office.addGroup(), await office.addGroup()]
    const { runId, said } = await sent({ groups })
    const [, [second] = []] = await office.arrivals(groups)
    expect(pathIn(JSON.stringify(second?.messages))).toBe(pathIn(said))
    expect(said).not.toContain(`"uri":"${target}"`)
    for (let count = 0; count < 3; count += 1) {
      const answer = await open(pathIn(said))
      expect([answer.status, answer.headers.get('location')]).toEqual([302, target])
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
    expect((await reportOf(runId)).links).toEqual([{ url: target, clicks: 3 }])
    const sheet = await office.download(office.people.editor, `/runs/${runId}/export?format=csv`)
    expect(sheet.bytes.toString()).toContain('เปิดลิงก์ (ครั้ง)')
  })

  test('counts at once what is opened at once', async () => {
    const { runId, said } = await sent({ groups: [await office.addGroup()] })
    await Promise.all(Array.from({ length: 20 }, () => open(pathIn(said))))
    expect((await reportOf(runId)).links).toEqual([{ url: target, clicks: 20 }])
  })

  test('counts no HEAD, no preview of LINE and no prefetch, and leads them on all the same', async () => {
    const { runId, said } = await sent({ groups: [await office.addGroup()] })
    const answers = await Promise.all([
      open(pathIn(said), { method: 'HEAD' }),
      open(pathIn(said), { headers: { 'user-agent': 'facebookexternalhit/1.1;line-poker/1.0' } }),
      open(pathIn(said), { headers: { 'sec-purpose': 'prefetch' } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302])
    expect((await reportOf(runId)).links).toEqual([{ url: target, clicks: 0 }])
  })

  test('that was never made leads nowhere', async () => {
    expect((await open('/r/AAAAAAAA')).status).toBe(404)
    expect((await open('/r/https:%2F%2Fevil.example')).status).toBe(404)
  })

  test('keeps a number and nothing else', async () => {
    const columns = await office.database.prisma.$queryRaw<{ column_name: string }[]>`
      SELECT column_name FROM information_schema.columns WHERE table_name = 'counted_link'`
    expect(columns.map(({ column_name }) => column_name).toSorted()).toEqual(['click_count', 'code', 'run_id', 'url'])
  })

  test('is not made for a run to fewer than five people, nor for a test', async () => {
    const { runId, said } = await sent({ people: await office.addPeople(4) })
    expect(said).toContain(`"uri":"${target}"`)
    expect((await reportOf(runId)).links).toEqual([])
    const five = await sent({ people: await office.addPeople(5) })
    expect(pathIn(five.said)).toMatch(/^\/r\//)
    const draft = expectStatus(201, await office.draft({ audience: { groups: [await office.addGroup()] }, message }))
    const [tester] = (await office.addPeople(1)) as [string]
    expectStatus(200, await office.call(office.people.owner, `/campaigns/${draft.id}/test`, { people: [tester] }))
    const run = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: draft.id } })
    await office.runJob('start-run', run.id)
    expect(
      JSON.stringify((await office.database.prisma.run.findUniqueOrThrow({ where: { id: run.id } })).messages),
    ).toContain(target)
  })
})

test('a preview is the exact JSON that goes out, but for links that have no run yet', async () => {
  const group = await office.addGroup()
  const draft = expectStatus(201, await office.draft({ audience: { groups: [group] }, message }))
  const { messages } = expectStatus(200, await office.call(office.people.approver, `/campaigns/${draft.id}/preview`))
  expectStatus(200, await office.call(office.people.editor, `/campaigns/${draft.id}/submit`, {}))
  const { runs } = expectStatus(200, await office.call(office.people.approver, `/campaigns/${draft.id}/approve`, {}))
  await office.runJob('start-run', runs[0].id)
  await office.drain(runs[0].id)
  const [[arrival] = []] = await office.arrivals([group])
  const back = JSON.stringify(arrival?.messages).replace(/http:\/\/localhost:3000\/r\/[\w-]{8}/g, target)
  expect(JSON.parse(back)).toEqual(messages)
})
