import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const operatorsGuide = readFileSync(join(import.meta.dirname, '../../docs/operate.md'), 'utf8')

let system: System
let service: RunningSystem
beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web,worker' } })
  service = system.start()
  await service.ready(150_000)
}, 240_000)
afterAll(() => system?.dispose())

test('the hourly retention of a running worker destroys the keys of a fiscal year that is over, and leaves numbers alone', async () => {
  const keys = join(system.env.SECRETS_DIR, 'year-keys')
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const [past, coming] = [join(keys, '2560.key'), join(keys, '2700.key')]
  for (const file of [past, coming]) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  const done = await until(
    async () => (await system.query<{ id: string }>(`SELECT id FROM run WHERE state = 'done' LIMIT 1`))[0],
    { withinMs: 120_000, what: 'a run of the demo to be done' },
  )
  const runId = done.id
  await system.query(`UPDATE run SET started_at = '2017-05-01T03:00:00Z' WHERE id = $1`, [runId])
  for (const mark of [randomBytes(32), randomBytes(32)])
    await system.query('INSERT INTO receipt (run_id, mark) VALUES ($1, $2)', [runId, mark])

  // As the hour brings it: the job by its name, through the outbox and the queue.
  await system.query(`INSERT INTO outbox_job (job, job_id, payload) VALUES ('retention', 'retention-now', '{}')`)
  await until(() => !existsSync(past), { withinMs: 60_000, what: 'the key of 2560 to be destroyed' })
  expect(existsSync(coming)).toBe(true)
  const rows = await system.query(
    'SELECT receipt_count, (SELECT count(*)::int FROM receipt) AS marks FROM run WHERE id = $1',
    [runId],
  )
  expect(rows).toEqual([{ receipt_count: 2, marks: 0 }])
}, 240_000)

test('the operator’s guide tells the term of everything that it lets go of, and of nothing else', async () => {
  const listKeepers = () =>
    [...service.output().matchAll(/"keeper":"([^"]+)"[^\n]*retention applied/g)].map((one) => one[1])
  await until(() => listKeepers().includes('failed jobs'), { withinMs: 60_000, what: 'the last of the keepers' })
  const [, table = ''] = operatorsGuide.split('## สิ่งที่ลบเองเมื่อครบกำหนด')
  const told = [...(table.split('\n## ')[0] ?? '').matchAll(/\| `([a-z ]+)` +\|/g)].map((one) => one[1])
  expect(new Set(listKeepers())).toEqual(new Set(told))
})
