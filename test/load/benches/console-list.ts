import type { Bench } from '../support/bench.ts'
import { percentileOf } from '../support/bench.ts'
import { type Broadcast, openBroadcast } from '../support/broadcast.ts'

const campaigns = 10_000
const deliveriesPerRun = 10
const people = 100_000 // a broadcast of 200 multicasts, with LINE's limits on
const asked = 300

/** p95 of the pages officers look at, with years of campaigns behind them and while a broadcast goes out; the baseline is the same before both. */
export const consoleListBench: Bench = {
  name: 'console-list',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      const api = broadcast.system.api(await broadcast.system.createToken('viewer'))
      await broadcast.addPeople(people)
      await broadcast.startWorker()
      const baseline = await measureLists(api, () => false)
      await seedYears(broadcast)
      let isSent = false
      const sending = broadcast.send('ระหว่างดูรายการ', { everyone: true, via: 'people' }).then(() => {
        isSent = true
      })
      const value = await measureLists(api, () => isSent)
      await sending
      report({ name: 'console-list', value, unit: 'ms p95', baseline, ratio: value / baseline })
    } finally {
      await broadcast.close()
    }
  },
}

/** The first page of campaigns and the month of the calendar, one after the other as a person would. */
async function measureLists(api: ReturnType<Broadcast['system']['api']>, isOver: () => boolean): Promise<number> {
  const now = Date.now()
  const from = encodeURIComponent(new Date(now - 15 * 86_400_000).toISOString())
  const to = encodeURIComponent(new Date(now + 15 * 86_400_000).toISOString())
  const paths = ['/campaigns?limit=50', `/runs?limit=50&from=${from}&to=${to}`]
  const times: number[] = []
  for (let count = 0; count < asked && (count < 40 || !isOver()); count += 1) {
    const startedAt = performance.now()
    const { status } = await api.get(paths[count % paths.length] as string)
    if (status !== 200) throw new Error(`${paths[count % paths.length]} answered ${status}`)
    times.push(performance.now() - startedAt)
  }
  return percentileOf(times, 0.95)
}

/** Copies of a campaign that was sent, each with its run, recipients and deliveries. */
async function seedYears({ system }: Broadcast): Promise<void> {
  const copies = (table: string, changes: string, from: string) =>
    system.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, to_jsonb(base) || jsonb_build_object(${changes}))).*
       FROM (SELECT * FROM ${table} LIMIT 1) base, ${from}`,
    )
  await copies(
    'campaign',
    `'id', uuidv7(), 'name', 'รายการเดิม ' || n, 'state', 'completed', 'next_run_at', NULL`,
    `generate_series(1, ${campaigns}) n`,
  )
  await copies(
    'run',
    `'id', uuidv7(), 'campaign_id', c.id, 'state', 'done', 'scheduled_for', now() - interval '1 hour' * (row_number() OVER ()), 'due_at', now() - interval '1 hour' * (row_number() OVER ())`,
    `(SELECT id FROM campaign WHERE name LIKE 'รายการเดิม %') c`,
  )
  const ofRuns = `(SELECT r.id FROM run r JOIN campaign c ON c.id = r.campaign_id WHERE c.name LIKE 'รายการเดิม %') r, generate_series(1, ${deliveriesPerRun}) n`
  await copies(
    'delivery',
    `'id', uuidv7(), 'run_id', r.id, 'state', 'accepted', 'retry_key', gen_random_uuid()`,
    ofRuns,
  )
  await copies(
    'recipient',
    `'id', uuidv7(), 'run_id', r.id, 'state', 'accepted', 'delivery_id', NULL, 'chat_id', 'U' || lpad(to_hex(n), 32, '0')`,
    ofRuns,
  )
  await system.query('ANALYZE')
}
