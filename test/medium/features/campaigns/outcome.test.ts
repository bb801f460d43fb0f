import readXlsxFile from 'read-excel-file/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../../../src/contracts/api/index.ts'
import { generateApiDocument } from '../../../../src/platform/http/api-handler.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice({ deadlineMs: 1500 })
})
afterEach(() => office.simulator.control('/faults', []))
afterAll(() => office.close())

const addGroups = (count: number) => Promise.all(Array.from({ length: count }, () => office.addGroup()))
const see = async (runId: string, headers = {}) =>
  expectStatus(200, await office.call(office.people.editor, `/runs/${runId}`, undefined, headers))
const report = async (runId: string, headers = {}) =>
  expectStatus(200, await office.call(office.people.editor, `/runs/${runId}/report`, undefined, headers))
const xlsx = async (bytes: Buffer) => ((await readXlsxFile(bytes)) as { sheet: string; data: unknown[][] }[])[0]

/** Four groups: one refused for good, one withdrawn before its try, two accepted. */
async function sendMixed(name?: string) {
  const groups = await addGroups(4)
  const { campaignId, runId } = await office.plan({ audience: { groups } })
  if (name) await office.database.prisma.campaign.update({ where: { id: campaignId }, data: { name } })
  await office.withdraw(office.chatIdOf(groups[3] as string), 'left')
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
  await office.drain(runId)
  return { campaignId, runId, groups }
}

describe('the report of a run', () => {
  test('has every reason with its code, its count and words in the language of the caller', async () => {
    const { runId } = await sendMixed()
    const th = await report(runId)
    expect(th).toMatchObject({
      id: runId,
      name: 'ทดสอบการส่ง',
      state: 'done',
      isSilent: true,
      progress: { total: 4, accepted: 2, failed: 1, unknown: 0, skipped: 1 },
      failed: [{ code: 'LINE_HTTP_400', count: 1, text: expect.stringContaining('โปรดตรวจการ์ด') }],
      skipped: [{ code: 'left', count: 1, text: expect.stringContaining('กลุ่มนำบัญชีออกแล้ว') }],
      unknown: [],
      waiting: [],
    })
    expect(th.tookMs).toBeGreaterThanOrEqual(0)
    const en = await report(runId, { 'accept-language': 'en' })
    expect(en.skipped[0].text).toBe('The account is no longer in the group. Invite it again to reach the group.')
  })

  test('says of what waits why it waits, and of what nobody knows that it is unknown', async () => {
    const { runId } = await office.plan({ audience: { groups: await addGroups(3) } })
    expect((await report(runId)).waiting).toMatchObject([{ code: 'queued', count: 3 }])
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 500 }])
    await office.drain(runId)
    expect((await report(runId)).waiting).toMatchObject([{ code: 'LINE_UNREACHABLE', count: 3 }])
    office.turnClock(24 * 3_600_000)
    await office.drain(runId)
    const ended = await report(runId)
    expect(ended.unknown).toMatchObject([{ code: 'LINE_UNREACHABLE', count: 3 }])
    expect(ended.tookMs).toBe(24 * 3_600_000)
  })

  test('names nobody: no chat of the run is anywhere in it', async () => {
    const { runId, groups } = await sendMixed()
    const words = JSON.stringify([await report(runId), await see(runId)])
    for (const id of groups) {
      expect(words).not.toContain(office.chatIdOf(id))
      expect(words).not.toContain(id)
    }
  })
})

describe('a run as it goes', () => {
  test('shows how many a second went out in the last minute and when the rest will have', async () => {
    const groups = await addGroups(60)
    const { runId } = await office.plan({ audience: { groups } })
    office.turnClock(10_000)
    const stop = new AbortController()
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'hold' }])
    const drained = office.drain(runId, stop.signal)
    await until(async () => (await office.simulator.state()).held.length === 32, { withinMs: 10_000 })
    stop.abort()
    await office.simulator.control('/faults', [])
    await office.simulator.control('/release', {})
    await drained
    const live = await see(runId)
    expect(live).toMatchObject({ state: 'sending', progress: { accepted: 32 }, reasonText: null, ratePerSecond: 3.2 })
    expect(Date.parse(live.estimatedEndAt) - office.clock.now().getTime()).toBe(8750)
    await office.drain(runId)
    expect(await see(runId)).toMatchObject({ state: 'done', ratePerSecond: 0, estimatedEndAt: null })
  })

  test('says why it stands, in the language of the caller', async () => {
    const { runId } = await office.plan({ audience: { groups: await addGroups(1) } })
    expectStatus(200, await office.steer(`/runs/${runId}/pause`))
    expect(await see(runId)).toMatchObject({ reason: 'paused_by_person', reasonText: expect.stringMatching(/พัก/) })
    const en = await see(runId, { 'accept-language': 'en' })
    expect(en.reasonText).toBe('A person paused this run. Resume it when ready.')
  })

  test('is unknown where there is none, and hidden from who may not read campaigns', async () => {
    const none = '018f0000-0000-7000-8000-000000000000'
    const { runId } = await office.plan({ audience: { groups: await addGroups(1) } })
    const coordinator = office.hire('coordinator')
    for (const path of ['', '/report', '/export']) {
      expect((await office.call(office.people.editor, `/runs/${none}${path}`)).status).toBe(404)
      expect((await office.call(coordinator, `/runs/${runId}${path}`)).status).toBe(403)
      expect((await office.call({ bearer: 'nobody' }, `/runs/${runId}${path}`)).status).toBe(401)
    }
  })
})

describe('the sheet', () => {
  const hostile = '=HYPERLINK("http://evil.example","คลิก")'

  test('[R29] of one run opens again as XLSX: figures are figures, names are text whatever they begin with', async () => {
    const { runId } = await sendMixed(hostile)
    const { status, headers, bytes } = await office.download(office.people.editor, `/runs/${runId}/export`)
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ])
    expect(headers.get('content-disposition')).toContain(`run-${runId}.xlsx`)
    const opened = await xlsx(bytes)
    expect(opened?.sheet).toBe('ผลการส่ง')
    expect(opened?.data).toContainEqual(['รายการส่ง', hostile, null, null])
    expect(opened?.data).toContainEqual(['LINE รับแล้ว', 2, null, null])
    expect(opened?.data).toContainEqual(['ไม่สำเร็จ', 1, 'LINE_HTTP_400', expect.stringContaining('LINE ไม่รับข้อความ')])
    // Bangkok time, year of the Buddhist era.
    const started = opened?.data.find(([label]) => label === 'เริ่มส่ง')?.[1]
    expect(started).toMatch(/^\d{1,2} \S+ 25\d\d เวลา \d\d\.\d\d น\.$/)
  })

  test('[R29] of one run as CSV has a BOM, CRLF and no formula', async () => {
    const { runId } = await sendMixed(hostile)
    const { headers, bytes } = await office.download(office.people.editor, `/runs/${runId}/export?format=csv`)
    expect(headers.get('content-type')).toMatch(/^text\/csv/)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[1]).toBe(`รายการส่ง,"'=HYPERLINK(""http://evil.example"",""คลิก"")",,`)
    expect(lines.at(-1)).toBe('')
  })

  test('of a period has a row for each run of it, in the order of their time, and no test', async () => {
    const { runId } = await sendMixed('ในช่วง')
    const run = await office.run(runId)
    const tested = expectStatus(201, await office.draft({ audience: {} }))
    await office.database.prisma.campaign.update({ where: { id: tested.id }, data: { name: 'ในช่วง' } })
    const people = await office.addPeople(1)
    expectStatus(200, await office.call(office.people.owner, `/campaigns/${tested.id}/test`, { people }))
    const from = new Date(run.scheduledFor.getTime() - 1).toISOString()
    const to = new Date(run.scheduledFor.getTime() + 60_000).toISOString()
    const path = `/runs/export?from=${from}&to=${to}`
    const opened = await xlsx((await office.download(office.people.editor, path)).bytes)
    const mine = opened?.data.filter(([name]) => name === 'ในช่วง') ?? []
    expect(mine).toHaveLength(1)
    expect(mine[0]?.slice(5, 11)).toEqual(['เสร็จสิ้น', 4, 2, 1, 0, 1])
    const en = await office.download(office.people.editor, path, { 'accept-language': 'en' })
    expect((await xlsx(en.bytes))?.data[0]?.[0]).toBe('Campaign')
  })

  test.each([
    ['2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2024-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ])('of the period %s to %s is refused', async (from, to) => {
    const refused = await office.call(office.people.editor, `/runs/export?from=${from}&to=${to}`)
    expect([refused.status, refused.body.code]).toEqual([422, 'PERIOD_INVALID'])
  })

  test('is in the OpenAPI document, with what it answers', async () => {
    const { paths } = (await generateApiDocument(contract)) as {
      paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, unknown> }> }>>
    }
    for (const path of ['/runs/{id}/export', '/runs/export'])
      expect(Object.keys(paths[path]?.get?.responses['200']?.content ?? {})).toContain('text/csv')
    for (const path of ['/runs/{id}', '/runs/{id}/report']) expect(paths[path]?.get).toBeDefined()
    expect(paths['/runs/{id}/correct']?.post).toBeDefined()
  })
})
