import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CampaignOffice, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
beforeAll(async () => {
  office = await openCampaignOffice()
})
afterAll(() => office.close())

async function countPlan(runId: string) {
  const { rows } = await office.database.pool.query(
    `SELECT (SELECT count(*)::int FROM recipient WHERE run_id = $1) AS recipients,
            (SELECT count(DISTINCT chat_id)::int FROM recipient JOIN delivery d ON d.id = delivery_id
             WHERE recipient.run_id = $1 AND d.run_id = $1) AS chats,
            (SELECT count(*)::int FROM delivery WHERE run_id = $1) AS deliveries,
            (SELECT max(size)::int FROM (SELECT count(*) AS size FROM recipient WHERE run_id = $1 GROUP BY delivery_id) d) AS largest`,
    [runId],
  )
  return rows[0]
}

test('20,000 groups, each a request of its own, are planned before the statement’s time is up', async () => {
  await office.database.pool.query(
    `INSERT INTO line_group (id, line_group_id, state, member_count, has_outsiders)
     SELECT gen_random_uuid(), 'C' || md5(no::text), 'approved', 1, false FROM generate_series(1, 20000) AS no`,
  )
  const { runId } = await office.plan({ audience: { everyone: true, via: 'groups' } })
  expect(await office.run(runId)).toMatchObject({ state: 'sending' })
  expect(await countPlan(runId)).toEqual({ recipients: 20_000, chats: 20_000, deliveries: 20_000, largest: 1 })
})

test('25,000 people are read in pages: each is in one request, and every request but the last is full', async () => {
  await office.database.pool.query(
    `INSERT INTO staff (id, line_user_id, state) SELECT gen_random_uuid(), 'U' || md5(no::text), 'registered'
     FROM generate_series(1, 25100) AS no`,
  )
  const { runId } = await office.plan({ audience: { everyone: true, via: 'people' } })
  expect(await countPlan(runId)).toEqual({ recipients: 25_100, chats: 25_100, deliveries: 51, largest: 500 })
})
