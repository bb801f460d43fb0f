import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type CampaignOffice,
  expectStatus,
  openCampaignOffice,
  sampleMessage,
} from '../../../support/campaign-office.ts'
import { until } from '../../../support/until.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

const post = (path: string, body: unknown, key: string, who = office.people.editor) =>
  office.call(who, path, body, { 'idempotency-key': key })
const campaign = (name: string) => ({
  name,
  message: sampleMessage('dos-donts'),
  audience: { everyone: true },
  schedule: { kind: 'now' },
})
const countCampaigns = (name: string) => office.database.prisma.campaign.count({ where: { name } })
const countKeys = (key: string) => office.database.prisma.idempotencyKey.count({ where: { key } })

async function submitted(): Promise<string> {
  const group = await office.addGroup()
  const { id } = expectStatus(201, await office.draft({ audience: { groups: [group] } }))
  expectStatus(200, await office.call(office.people.editor, `/campaigns/${id}/submit`, {}))
  return id
}

/** Holds a campaign's row, so that whoever wants it waits in the middle of their request. */
async function holdCampaign(id: string) {
  const client = await office.database.pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT 1 FROM campaign WHERE id = $1 FOR UPDATE', [id])
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return {
    untilSomebodyWaits: () =>
      until(async () => (await client.query<{ pid: number }>(waiting)).rows[0]?.pid, { withinMs: 4000 }),
    async letGo() {
      await client.query('ROLLBACK')
      client.release()
    },
  }
}

describe('[R27] an Idempotency-Key', () => {
  test('twenty times at once has one effect; every answer is the same or says that the first still runs', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/campaigns', campaign(name), key)))
    expect(await countCampaigns(name)).toBe(1)
    const good = answers.filter(({ status }) => status === 201)
    expect(good.length).toBeGreaterThanOrEqual(1)
    expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    for (const { status, body } of answers.filter(({ status }) => status !== 201))
      expect([status, body.code]).toEqual([409, 'IDEMPOTENCY_KEY_IN_USE'])
  })

  test('is refused while the first request runs, and answered from it afterwards', async () => {
    const id = await submitted()
    const [path, key] = [`/campaigns/${id}/approve`, randomUUID()]
    const held = await holdCampaign(id)
    const first = post(path, {}, key, office.people.approver)
    await held.untilSomebodyWaits()
    const second = await post(path, {}, key, office.people.approver)
    expect([second.status, second.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_IN_USE'])
    await held.letGo()
    const answer = expectStatus(200, await first)
    expect(expectStatus(200, await post(path, {}, key, office.people.approver))).toEqual(answer)
    expect((await office.call(office.people.approver, path, {})).body.code).toBe('WRONG_STATE')
    expect(await office.database.prisma.run.count({ where: { campaignId: id } })).toBe(1)
  })

  test('again gives the first answer, status and body, whatever has happened since', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const first = await post('/campaigns', campaign(name), key)
    expect(first.status).toBe(201)
    expectStatus(200, await office.steer(`/campaigns/${first.body.id}/cancel`))
    expect(await post('/campaigns', campaign(name), key)).toEqual(first)
    expect(await countCampaigns(name)).toBe(1)
  })

  test('with another body or on another path is 422 and has no effect', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const { id } = expectStatus(201, await post('/campaigns', campaign(name), key))
    const other = await post('/campaigns', campaign(`${name} อื่น`), key)
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    const elsewhere = await post(`/campaigns/${id}/submit`, {}, key)
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await countCampaigns(`${name} อื่น`)).toBe(0)
    expect((await office.seeCampaign(id)).state).toBe('draft')
  })

  test('of a refused request is free: 400, 422 and 409 are not kept, and nothing of them is', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    expect((await post('/campaigns', { ...campaign(name), schedule: { kind: 'never' } }, key)).status).toBe(400)
    const unknown = { ...campaign(name), audience: { groups: [randomUUID()] } }
    expect((await post('/campaigns', unknown, key)).status).toBe(422)
    expect(await countKeys(key)).toBe(0)
    const { id } = expectStatus(201, await post('/campaigns', campaign(name), key))
    const approveKey = randomUUID()
    const tooEarly = await post(`/campaigns/${id}/approve`, {}, approveKey, office.people.approver)
    expect(tooEarly.status).toBe(409)
    expect(await countKeys(approveKey)).toBe(0)
  })

  test('of a request that was cut off in the middle is free, and nothing half done is left', async () => {
    const id = await submitted()
    const [path, key] = [`/campaigns/${id}/approve`, randomUUID()]
    const held = await holdCampaign(id)
    const cut = post(path, {}, key, office.people.approver)
    const pid = await held.untilSomebodyWaits()
    await office.database.pool.query('SELECT pg_terminate_backend($1)', [pid])
    expect((await cut).status).toBe(503)
    await held.letGo()
    expect(await countKeys(key)).toBe(0)
    expect(await office.seeCampaign(id)).toMatchObject({ state: 'pending_approval', runs: [] })
    expectStatus(200, await post(path, {}, key, office.people.approver))
  })

  test('of a request that fails as it commits is free: the effect and its key are kept together or not at all', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const owner = new pg.Client({ connectionString: office.testDatabase.ownerUrl })
    await owner.connect()
    try {
      await owner.query(`
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fails at commit'; END $$;
        CREATE CONSTRAINT TRIGGER fail_late AFTER INSERT ON campaign DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION fail()`)
      expect((await post('/campaigns', campaign(name), key)).status).toBe(500)
      expect([await countKeys(key), await countCampaigns(name)]).toEqual([0, 0])
      await owner.query('DROP TRIGGER fail_late ON campaign')
    } finally {
      await owner.end()
    }
    expectStatus(201, await post('/campaigns', campaign(name), key))
  })

  test('belongs to one person: another may use the same', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const mine = await post('/campaigns', campaign(name), key)
    const theirs = await post('/campaigns', campaign(name), key, office.people.owner)
    expect(mine.body.id).not.toBe(theirs.body.id)
    expect(await countCampaigns(name)).toBe(2)
  })

  test('does not give an answer to somebody whose role has been taken away', async () => {
    const [name, key] = [randomUUID(), randomUUID()]
    const who = office.hire('editor')
    expectStatus(201, await post('/campaigns', campaign(name), key, who))
    office.dismiss(who)
    expect((await post('/campaigns', campaign(name), key, who)).status).toBe(401)
  })

  test.each([
    ['empty', ''],
    ['of 201 characters', 'x'.repeat(201)],
    ['with a space in it', 'a b'],
  ])('that is %s is refused', async (_what, key) => {
    const name = randomUUID()
    const refused = await post('/campaigns', campaign(name), key)
    expect([refused.status, refused.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
    expect(await countCampaigns(name)).toBe(0)
  })
})
