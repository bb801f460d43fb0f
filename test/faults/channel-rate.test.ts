import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCrowd } from '../support/crowd.ts'
import { findFreePorts } from '../support/free-ports.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const marker = 'อัตราส่ง'
const ofLine = 200 // multicasts a second and channel: a bucket that the simulator keeps too
const ofOurs = 160
const runCount = 8 // a worker drains four runs at once, so that no one worker can take them all
const callsPerRun = 120

let system: System
let workers: RunningSystem[]

beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web', LINE_MULTICAST_PER_SECOND: String(ofOurs) } })
  await system.startSimulator()
  await system.start().ready()
  const ports = await findFreePorts(2)
  workers = ports.map((port) => system.start({ ROLES: 'worker', PORT: String(port) }))
  await Promise.all(workers.map((worker) => worker.ready()))
})
afterAll(() => system.dispose())

describe('[R5] two workers send eight runs at once, LINE’s limits on', () => {
  test('together they stay under the channel’s rate in every second, LINE refuses nothing, and each person is reached once', async () => {
    const { editor } = await createSender(system)
    await planSmallMulticasts(await addCrowd(system, runCount * callsPerRun * 2), editor)
    await until(async () => (await countOpenRuns()) === 0, { withinMs: 90_000, everyMs: 200, what: 'eight runs done' })

    const sent = await system.sim.sentWith(marker)
    expect(sent).toHaveLength(runCount * callsPerRun)
    expect(mostInASecond(sent.map(({ at }) => Date.parse(at)))).toBeLessThanOrEqual(ofLine)
    expect(await system.query('SELECT name FROM call_lane WHERE slowed_at IS NOT NULL')).toEqual([])
    expect(workers.map((worker) => worker.output().includes('LINE call'))).toEqual([true, true])
    expect(await reconcile(system, marker)).toEqual(clean)
  })
})

const countOpenRuns = async () =>
  (
    await system.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM run JOIN campaign c ON c.id = run.campaign_id WHERE c.name LIKE '%' || $1 || '%' AND run.state = 'sending'`,
      [marker],
    )
  )[0]?.count

/** The most of these times that lie within any one second, wherever it begins. */
function mostInASecond(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  let [most, from] = [0, 0]
  for (const [index, at] of sorted.entries()) {
    while ((sorted[from] as number) <= at - 1000) from += 1
    most = Math.max(most, index - from + 1)
  }
  return most
}

type Api = ReturnType<System['api']>

/** Runs as planning leaves them, with multicasts to two people each, so that few people make many calls. Sweepers find them. */
async function planSmallMulticasts(userIds: string[], editor: Api): Promise<void> {
  const { body } = await editor.post('/campaigns', {
    name: marker,
    message: { template: 'notice', data: { title: marker, text: 'ข้อความ' } },
    audience: { everyone: true, via: 'people' },
    schedule: { kind: 'now' },
  })
  const owner = await system.openOwner()
  await owner.query(
    `WITH planned_run AS (
       INSERT INTO run (id, campaign_id, scheduled_for, due_at, state, started_at, messages)
       SELECT gen_random_uuid(), $1::uuid, now() + no * interval '1 s', now(), 'sending', now(), $4::jsonb
       FROM generate_series(1, $3::int) AS no RETURNING id
     ), call AS MATERIALIZED (
       SELECT gen_random_uuid() AS id, planned_run.id AS run_id, row_number() OVER () AS no
       FROM planned_run, generate_series(1, cardinality($2::text[]) / 2 / $3)
     ), delivered AS (
       INSERT INTO delivery (id, run_id, endpoint, retry_key, next_try_at)
       SELECT id, run_id, 'multicast', gen_random_uuid(), now() FROM call
     )
     INSERT INTO recipient (id, run_id, kind, chat_id, delivery_id)
     SELECT gen_random_uuid(), call.run_id, 'person', named.chat_id, call.id
     FROM unnest($2::text[]) WITH ORDINALITY AS named (chat_id, no) JOIN call ON call.no = (named.no + 1) / 2`,
    [body.id, userIds, runCount, JSON.stringify([{ type: 'text', text: marker }])],
  )
  await owner.end()
}
