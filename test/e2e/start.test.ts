import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { findFreePorts } from '../support/free-ports.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const misconfigured = 78 // EX_CONFIG: a service manager waits for a person
const notNow = 75 // EX_TEMPFAIL: it tries again
const channel = { LINE_CHANNEL_SECRET: 'c'.repeat(32), LINE_CHANNEL_ACCESS_TOKEN: 'a-token-of-the-test' }

/** What a refused start says: one line and nothing else. */
async function refusal(running: RunningSystem, exitCode = misconfigured): Promise<string> {
  expect(await running.ended(20_000)).toBe(exitCode)
  const lines = running.output().trim().split('\n')
  const said = lines.filter((line) => line.startsWith('sucharit: '))
  expect(said).toHaveLength(1)
  return said[0] as string
}

describe('a start that cannot work stops with exit code 78 and one line', () => {
  let system: System

  beforeAll(async () => {
    system = await createSystem()
  })
  afterAll(() => system.dispose())

  const halfSet: [string, Record<string, string>, string][] = [
    ['a secret without a token', { LINE_CHANNEL_SECRET: 'x'.repeat(32) }, 'LINE_CHANNEL_ACCESS_TOKEN'],
    ['a token without its secret', { LINE_CHANNEL_ACCESS_TOKEN: 'x' }, 'LINE_CHANNEL_SECRET'],
    ['a channel id without its secret', { LINE_CHANNEL_ID: '1234567890' }, 'LINE_CHANNEL_SECRET'],
    ['only the previous secret', { LINE_CHANNEL_SECRET_PREVIOUS: 'x'.repeat(32) }, 'LINE_CHANNEL_SECRET'],
  ]

  test.each(halfSet)('%s: names what is missing', async (_what, env, missing) => {
    const running = system.start(env)
    expect(await refusal(running)).toMatch(new RegExp(`^sucharit: ${missing} .*is missing`))
    expect(running.output().trim().split('\n')).toHaveLength(1)
  })

  test.each(['DATA_DIR', 'SECRETS_DIR'])('a %s that cannot be made: names it and the remedy', async (variable) => {
    writeFileSync(join(system.dir, 'a-file'), '')
    const running = system.start({ [variable]: join(system.dir, 'a-file', 'folder') })
    expect(await refusal(running)).toMatch(new RegExp(`^sucharit: ${variable} .* cannot be written`))
    expect(running.output().trim().split('\n')).toHaveLength(1)
  })

  test('a wrong value: names the variable and the remedy', async () => {
    expect(await refusal(system.start({ PORT: 'abc' }))).toMatch(/^sucharit: PORT .*start again/)
  })
})

describe('starting again, beside another, and after a kill', () => {
  let system: System
  let running: RunningSystem

  beforeAll(async () => {
    system = await createSystem({ isBare: true })
    running = system.start()
    await running.ready()
  })
  afterAll(() => system.dispose())

  async function otherPorts(): Promise<Record<string, string>> {
    const [web, ballot, simulator] = await findFreePorts(3)
    return { PORT: `${web}`, BALLOT_PORT: `${ballot}`, SIMULATOR_PORT: `${simulator}` }
  }

  test('a second service on the same data folder is refused, and the first goes on', async () => {
    expect(await refusal(system.start(await otherPorts()), notNow)).toMatch(
      /already runs on the data folder .*DATA_DIR/,
    )
    expect((await fetch(`${system.urls.web}/readyz`)).status).toBe(200)
  })

  test('a port that is taken: names the variable to change', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sucharit-'))
    const folders = { DATA_DIR: join(dir, 'data'), SECRETS_DIR: join(dir, 'secrets') }
    try {
      const second = system.start({ ...(await otherPorts()), ...folders, PORT: system.env.PORT })
      expect(await refusal(second, notNow)).toMatch(/^sucharit: Port \d+ .*PORT/)
    } finally {
      // Its PostgreSQL may still be writing its last words.
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    }
  })

  test('told to stop while it starts, it leaves in order, PostgreSQL included', async () => {
    const ports = await otherPorts()
    const folder = mkdtempSync(join(tmpdir(), 'sucharit-start-'))
    const early = system.start({ ...ports, DATA_DIR: join(folder, 'data'), SECRETS_DIR: join(folder, 'secrets') })
    await until(() => existsSync(join(folder, 'data/postgres/postmaster.pid')), { withinMs: 20_000 })
    expect(await early.stop()).toBe(0)
    expect(existsSync(join(folder, 'data/postgres/postmaster.pid'))).toBe(false)
    rmSync(folder, { recursive: true, force: true })
  })

  test('after a clean stop everything is ready in under 6 s', async () => {
    expect(await running.stop()).toBe(0)
    const startedAt = performance.now()
    running = system.start()
    await running.ready()
    expect(performance.now() - startedAt).toBeLessThan(6000)
  })

  test('after kill -9 of everything at once, PostgreSQL too, the next start works and sends nothing twice', async () => {
    await until(async () => (await system.sim.ledger()).length === 6, { withinMs: 60_000, what: 'the demo cards' })
    await running.killAll()
    running = system.start()
    await running.ready()
    expect(await system.sim.ledger()).toHaveLength(6)
    const [counted] = await system.query<{ open: number; sent: number }>(
      `SELECT count(*) FILTER (WHERE state = 'accepted')::int AS sent, count(*) FILTER (WHERE state <> 'accepted')::int AS open FROM recipient`,
    )
    expect(counted).toEqual({ sent: 6, open: 0 })
  })
})

test('a simulator of ours that answers late is used as it is, and no second one is started', async () => {
  const system = await createSystem()
  const proxy = await startFaultProxy(Number(system.env.SIMULATOR_PORT))
  try {
    await system.startSimulator()
    proxy.setTrouble({ delayMs: 700 })
    await system.start({ ROLES: 'web', SIMULATOR_PORT: String(proxy.port) }).ready()
    expect((await fetch(`${system.urls.web}/readyz`)).status).toBe(200)
  } finally {
    await system.dispose()
    await proxy.close()
  }
})

/** Figures, the office's own words and settings, and the trace of who turned the database. Everything else is a person's or was sent. */
const filledFromTheStart = [
  'audit_entry',
  'content',
  'installation',
  'ita_indicator',
  'ita_instrument',
  'ita_item',
  'ita_year',
  'measure',
  'measure_step',
  'quiz_question',
  'setting',
  'unit',
].map((table) => `public.${table}`)

async function listFilledTables(system: System): Promise<string[]> {
  const tables = await system.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema', 'bullmq')
       AND table_name <> '_prisma_migrations' ORDER BY 1`,
  )
  const counts = await system.query<{ name: string; isFilled: boolean }>(
    tables
      .map(({ name }) => `SELECT '${name}' AS name, EXISTS (SELECT FROM ${name}) AS "isFilled"`)
      .join(' UNION ALL '),
  )
  return counts.filter(({ isFilled }) => isFilled).map(({ name }) => name)
}

async function signInByOneClick(system: System): Promise<number> {
  const answer = await fetch(`${system.urls.web}/api/auth/demo/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: `http://localhost:${system.env.PORT}` },
    body: JSON.stringify({ role: 'owner' }),
  })
  return answer.status
}

describe('a real channel on a demo database', () => {
  let system: System
  let onChannel: Record<string, string>
  let tokenOfDemo: string

  beforeAll(async () => {
    system = await createSystem({ env: { ROLES: 'web,worker' } })
    const demo = system.start()
    await demo.ready()
    tokenOfDemo = await system.createToken('owner')
    expect(await signInByOneClick(system)).toBe(200)
    expect(await demo.stop()).toBe(0)
    // The channel is played by our own simulator: no test ever speaks to LINE.
    onChannel = { ...channel, LINE_API_URL: system.urls.simulator }
  })
  afterAll(() => system.dispose())

  test('stops and names start-real', async () => {
    expect(await refusal(system.start(onChannel))).toContain('npm run sucharit -- start-real')
  })

  test('after start-real it starts with cards and figures, and with nothing and nobody of the demo', async () => {
    await system.runCli('start-real')
    system.start({ ...onChannel, ROLES: 'simulator' })
    const sentByDemo = await until(() => system.sim.ledger(), { withinMs: 60_000, what: 'the simulator' })
    const real = system.start(onChannel)
    await real.ready()
    expect(await signInByOneClick(system)).toBe(404)
    expect(await system.api(tokenOfDemo).get('/me')).toMatchObject({ status: 401 })
    expect(await listFilledTables(system)).toEqual(filledFromTheStart)
    const owner = system.api(await system.createToken('owner', 'first@example.org'))
    for (const path of ['/groups', '/staff', '/campaigns', '/runs'])
      expect(await owner.get(path)).toMatchObject({ status: 200, body: { items: [] } })
    const contents = (await owner.get('/contents')).body.items as { state: string }[]
    expect(contents.length).toBeGreaterThan(0)
    expect(new Set(contents.map(({ state }) => state))).toEqual(new Set(['draft']))
    expect((await owner.get('/units')).body.items.length).toBeGreaterThan(0)
    const users = await system.query<{ email: string }>('SELECT email FROM "user"')
    expect(users).toEqual([{ email: 'first@example.org' }])
    expect(await system.sim.ledger()).toHaveLength(sentByDemo.length)
    expect(await real.stop()).toBe(0)
  })

  test('and refuses to become a demo again', async () => {
    const [SIMULATOR_PORT] = await findFreePorts(1) // the real channel's simulator has ours
    expect(await refusal(system.start({ SIMULATOR_PORT: `${SIMULATOR_PORT}` }))).toMatch(
      /belongs to a real LINE channel/,
    )
  })
})

describe('a database born real', () => {
  let system: System

  beforeAll(async () => {
    system = await createSystem({ env: { ROLES: 'web,worker', ...channel } })
  })
  afterAll(() => system.dispose())

  test('is seeded with figures and the draft deck only: nothing is scheduled, nobody is in it', async () => {
    const real = system.start({ LINE_API_URL: system.urls.simulator })
    await real.ready()
    const counts = await system.query<{ name: string; count: number }>(
      ['campaign', 'run', 'line_group', 'staff', '"user"', 'api_key', 'outbox_job']
        .map((table) => `SELECT '${table}' AS name, count(*)::int AS count FROM ${table}`)
        .join(' UNION ALL '),
    )
    expect(counts.filter(({ count }) => count > 0)).toEqual([])
    const [content] = await system.query<{ drafts: number; others: number }>(
      `SELECT count(*) FILTER (WHERE state = 'draft')::int AS drafts, count(*) FILTER (WHERE state <> 'draft' OR is_demo)::int AS others FROM content`,
    )
    expect(content).toEqual({ drafts: 54, others: 0 })
  })
})
