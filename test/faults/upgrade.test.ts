import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePorts } from '../support/free-ports.ts'
import { listPreviousReleases, openRelease } from '../support/previous-release.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const releases = await listPreviousReleases(process.env.TEST_LONG === '1' ? 3 : 1)
const thisRelease = ['sh', '-c', `cd "${join(import.meta.dirname, '../..')}" && exec "$@"`, 'sh']
const longestWaitMs = 2100 // 2 s is when a migration gives a lock back

/** The longest that anybody waits for a lock of rows or tables while it is done, looked at ten times a second. */
async function longestWaitDuring(system: System, doing: () => Promise<void>): Promise<number> {
  let longestMs = 0
  let isDone = false
  const done = doing().finally(() => (isDone = true))
  const watcher = await system.openOwner()
  while (!isDone) {
    const { rows } = await watcher.query(
      `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)) * 1000, 0)::int AS ms
       FROM pg_locks WHERE waitstart IS NOT NULL AND locktype <> 'advisory'`,
    )
    longestMs = Math.max(longestMs, rows[0].ms)
    await wait(100)
  }
  await watcher.end()
  await done
  return longestMs
}

if (releases.length === 0) test.skip('[R19] an upgrade: no history of the project is here to upgrade from')

describe.each(releases)('[R19] an upgrade from %s, under webhooks', (release) => {
  let previous: Awaited<ReturnType<typeof openRelease>>
  let system: System
  let sender: Sender
  let old: RunningSystem

  beforeAll(async () => {
    previous = await openRelease(release)
    system = await createSystem({ projectDir: previous.dir })
    await system.startSimulator()
    old = system.start({ ROLES: 'web,worker' })
    await old.ready()
    sender = await createSender(system)
  })
  afterAll(async () => {
    await system?.dispose()
    previous?.remove()
  })

  async function sendsOnce(marker: string): Promise<void> {
    const id = await sender.send(marker)
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await reconcile(system, marker)).toEqual(clean)
  }

  /** Everything the API lists, as an owner sees it. Gives what fails. */
  async function failingLists(): Promise<string[]> {
    const headers = { Authorization: `Bearer ${await system.createToken('owner')}` }
    const get = (path: string) => fetch(`${system.urls.web}/api/v1${path}`, { headers })
    const { paths: described } = (await (await get('/openapi.json')).json()) as { paths: Record<string, object> }
    const paths = Object.entries(described)
      .filter(([path, methods]) => 'get' in methods && !path.includes('{'))
      .map(([path]) => path)
    const answers: string[] = []
    for (const path of paths) answers.push(`${(await get(path)).status} ${path}`)
    expect(answers.length).toBeGreaterThan(20)
    return answers.filter((answer) => answer.startsWith('5'))
  }

  test('it migrates beside the old one, which goes on without an error, replaces it, and goes back', async () => {
    const load = startWebhookLoad(system)
    const [port] = await findFreePorts(1)
    const worker = system.start({ ROLES: 'worker', PORT: String(port) }, [], thisRelease)
    const longestMs = await longestWaitDuring(system, async () => {
      await worker.ready()
      expect(worker.output()).toContain('database migrated')
      await sendsOnce('สองรุ่นข้างกัน')
    })
    expect(longestMs).toBeLessThan(longestWaitMs)
    expect(await failingLists()).toEqual([])
    expect(load.statuses()).toEqual([200])

    expect(await worker.stop()).toBe(0)
    expect(await old.stop()).toBe(0)
    const next = system.start({ ROLES: 'web,worker' }, [], thisRelease)
    await next.ready()
    await sendsOnce('รุ่นใหม่')
    expect(await next.stop()).toBe(0)
    old = system.start({ ROLES: 'web,worker' })
    await old.ready()
    await sendsOnce('กลับรุ่นเดิม')
    expect(await failingLists()).toEqual([])

    await load.stop()
    expect(await load.reconcile()).toEqual(clean)
    // 0: nobody listens between the two processes, and LINE delivers again. Never an error of ours.
    expect(load.statuses().filter((status) => ![0, 200, 503].includes(status))).toEqual([])
    const failed = await system.query('SELECT id, error_code FROM inbox_event WHERE error_code IS NOT NULL')
    expect(failed).toEqual([])
  })

  // What a migration must never do; without this the one above could be green for want of eyes.
  test('it would complain of a column that is renamed, and of a table that is kept for long', async () => {
    const load = startWebhookLoad(system)
    await until(() => load.acknowledged.size > 20, { withinMs: 20_000 })
    await system.query('ALTER TABLE inbox_event RENAME COLUMN payload TO body')
    await until(() => load.statuses().some((status) => status !== 200), { withinMs: 20_000, what: 'webhooks fail' })
    await system.query('ALTER TABLE inbox_event RENAME COLUMN body TO payload')
    const longestMs = await longestWaitDuring(system, async () => {
      const migrating = await system.openOwner()
      await migrating.query('BEGIN; LOCK TABLE inbox_event')
      await wait(longestWaitMs + 500)
      await migrating.end()
    })
    expect(longestMs).toBeGreaterThan(longestWaitMs)
    await load.stop()
  })
})
