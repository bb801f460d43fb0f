import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasPostgres15, startPostgres15 } from '../support/postgres-15.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'

describe.skipIf(!hasPostgres15)('[R21] from an outside PostgreSQL 15 with separate logins to the embedded 18', () => {
  let system: System
  let server: Awaited<ReturnType<typeof startPostgres15>>

  beforeAll(async () => {
    system = await createSystem({ isBare: true, env: { ROLES: 'web,worker,ballot' } })
    server = await startPostgres15()
  })
  afterAll(async () => {
    await system?.dispose()
    await server?.stop()
  })

  test('backup there, restore here: equal rows, a valid chain, and the service goes on', async () => {
    const outside = {
      DATABASE_URL: server.url('sucharit_web'),
      SENDER_DATABASE_URL: server.url('sucharit_sender'),
      BALLOT_DATABASE_URL: server.url('sucharit_ballot'),
    }
    Object.assign(system.env, outside, { OWNER_DATABASE_URL: server.url('sucharit') })
    expect(await system.runCli('migrate')).toContain('fits this release')
    // The service itself never sees the owner's login.
    const { OWNER_DATABASE_URL: _, ...withoutOwner } = system.env
    const old = system.start({ ...withoutOwner, OWNER_DATABASE_URL: '' })
    await old.ready()
    const sender = await createSender(system)
    expect(await sender.settled(await sender.send('บน 15'))).toMatchObject({ accepted: 3 })
    // Stopped first: while it runs, the demo goes on, and the audit log with it.
    expect(await old.stop()).toBe(0)
    const verified = await system.runCli('audit', 'verify')
    const [counted, folder = ''] = (await system.runCli('backup')).split('\n')

    for (const name of [...Object.keys(outside), 'OWNER_DATABASE_URL']) system.env[name] = ''
    const restored = await system.runCli('restore', folder)
    expect(restored.split(', ')[0]).toBe(counted?.split(', ')[0])
    expect(await system.runCli('audit', 'verify')).toBe(verified)
    await system.start().ready()
    const [shown] = await system.query<{ server_version: string }>('SHOW server_version')
    expect(await sender.settled(await sender.send('บน 18'))).toMatchObject({ accepted: 3 })
    expect(await system.sim.sentWith('บน 15')).toHaveLength(3)
    expect(shown?.server_version).toMatch(/^18/)
  })
})
