import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseUrl, readOrCreateSettings } from '../../src/platform/db/embedded/settings.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { fillDisk, noMount, onSmallDisk } from '../support/small-disk.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const diskMb = 320
const connections = 50 // in place of 150: what web and worker take in one process, and a few

describe('[R15] PostgreSQL has no room left: 503, no process ends, nothing acknowledged is lost, and it works again by itself', () => {
  let system: System
  let running: RunningSystem
  let sender: Sender
  let isMountable = true

  beforeAll(async () => {
    system = await createSystem()
    await system.startSimulator()
    const roomy = system.start({ ROLES: 'web,worker' })
    await roomy.ready()
    sender = await createSender(system)
    await roomy.stop()
    appendFileSync(join(system.env.DATA_DIR, 'postgres/custom.conf'), `max_connections = ${connections}\n`)
    const small = onSmallDisk(system.env.DATA_DIR, diskMb)
    running = system.start({ ROLES: 'web,worker' }, [], small)
    await running.ready().catch((error: unknown) => {
      isMountable = running.child.exitCode !== noMount
      if (isMountable) throw error
    })
    if (!isMountable) {
      running = system.start({ ROLES: 'web,worker' })
      await running.ready()
    }
  })
  afterAll(() => system?.dispose())

  /** An officer who drafts one long card after the other, whatever the answer is. */
  function keepDrafting(marker: string) {
    const statuses: number[] = []
    let isDrafting = true
    const draft = {
      name: `ร่าง ${marker}`,
      message: { template: 'notice', data: { title: `ร่าง ${marker}`, text: 'ข้อความยาว '.repeat(40) } },
      audience: { everyone: true },
      schedule: { kind: 'now' },
    }
    const drafting = (async () => {
      while (isDrafting) statuses.push((await sender.editor.post('/campaigns', draft)).status)
    })()
    return {
      statuses,
      async stop() {
        isDrafting = false
        await drafting
      },
    }
  }

  /** The service under webhooks and drafts, with what `strike` does to it until `isStruck`; then freed, and asked for all it ever said. */
  async function survive(marker: string, strike: () => Promise<() => Promise<void> | void>): Promise<void> {
    const load = startWebhookLoad(system)
    const officer = keepDrafting(marker)
    const refused = () => load.answers.filter(({ status }) => status === 503).length
    await until(() => load.acknowledged.size > 30, { withinMs: 20_000, what: 'webhooks before the strike' })
    await until(() => officer.statuses.length > 3, { withinMs: 20_000, what: 'drafts before the strike' })
    const free = await strike()
    await until(() => refused() > 20, { withinMs: 60_000, what: 'webhooks are refused' })
    await until(() => officer.statuses.includes(503), { withinMs: 60_000, what: 'a draft is refused' })
    expect(running.output()).toContain('DATABASE_UNAVAILABLE')
    await free()
    const freedAt = load.acknowledged.size
    await until(() => load.acknowledged.size > freedAt + 50, { withinMs: 30_000, what: 'webhooks are stored again' })
    await load.stop()
    await officer.stop()
    expect(officer.statuses.filter((status) => ![201, 503].includes(status))).toEqual([])
    expect(officer.statuses.at(-1)).toBe(201)
    expect(load.statuses().filter((status) => ![200, 503].includes(status))).toEqual([])
    expect(await load.reconcile()).toEqual(clean)
    expect(running.child.exitCode).toBeNull()
    const id = await sender.send(marker)
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await reconcile(system, marker)).toEqual(clean)
  }

  test('for connections: others hold them all when ours end', async () => {
    const url = databaseUrl(await readOrCreateSettings(system.env.DATA_DIR), 'owner')
    await survive('ต่อไม่ได้', async () => {
      const others: pg.Client[] = []
      // As the last one that is let in ends the product's own, every place that becomes free is taken by another.
      const first = await system.openOwner()
      const endOurs = () =>
        first.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'sucharit_%' AND usename <> current_user`,
        )
      let isHeld = true
      const holding = (async () => {
        while (isHeld) {
          const other = new pg.Client({ connectionString: url })
          other.on('error', () => {})
          const isIn = await other.connect().then(
            () => true,
            () => false,
          )
          if (isIn) others.push(other)
          else if (isHeld) await endOurs()
        }
      })()
      return async () => {
        isHeld = false
        await holding
        await Promise.all([...others, first].map((client) => client.end()))
      }
    })
  })

  test('on the disk: first for rows, then for its log, which stops the server', async ({ skip }) => {
    if (!isMountable) skip('this machine lets nobody mount a small disk')
    const ready = async () => (await fetch(`${system.urls.web}/readyz`)).status
    await survive('ดิสก์เต็ม', async () => {
      const free = fillDisk(running.pid, system.env.DATA_DIR)
      return async () => {
        // A new piece of the log has no room: PostgreSQL stops, and cannot start again until there is some.
        await system.query('SELECT pg_switch_wal()').catch(() => {})
        await until(
          () =>
            system.query('SELECT pg_switch_wal()').then(
              () => false,
              () => true,
            ),
          { withinMs: 30_000, what: 'the server is down' },
        )
        await until(async () => (await ready()) === 503, { withinMs: 10_000, what: 'not ready' })
        free()
        await until(async () => (await ready()) === 200, { withinMs: 30_000, what: 'ready again' })
      }
    })
    expect(running.output()).toContain('the embedded PostgreSQL is back')
  })
})
