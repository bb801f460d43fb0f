import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMediaStore } from '../../src/platform/media/media-store.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { until } from '../support/until.ts'

const picture = Buffer.from('89504e470d0a1a0a', 'hex')
const pictureName = `${createHash('sha256').update(picture).digest('hex')}.png`

describe('[R21] backups are real', () => {
  let system: System
  let sender: Sender
  let running: RunningSystem
  let folder: string
  let sendingId: string
  let before: Record<string, number>
  let pollsUnderWay: string[]

  beforeAll(async () => {
    system = await createSystem()
    await system.startSimulator()
    running = system.start()
    await running.ready()
    sender = await createSender(system)
    await createMediaStore(join(system.env.DATA_DIR, 'media')).put(picture, 'png')
    // One campaign is over, one is half sent at the moment of the backup: LINE holds its calls.
    await sender.settled(await sender.send('ก่อนสำรอง'))
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold' }])
    sendingId = await sender.send('ระหว่างสำรอง')
    await until(async () => (await system.sim.state()).held.length === 3, {
      withinMs: 20_000,
      what: 'three held calls',
    })
    // What waits for its hour is in the backup with the number it has.
    await system.query(
      `INSERT INTO outbox_job (job, job_id, payload, due_at) VALUES ('campaigns.plan', 'later', '{}', now() + interval '1 year')`,
    )
    const printed = await system.runCli('backup', '--copy-to', join(system.dir, 'second'))
    folder = printed.split('\n')[1] as string
    before = await countRows(system)
    const polls = await system.query<{ id: string }>(`SELECT id FROM poll WHERE state IN ('published', 'open')`)
    pollsUnderWay = polls.map(({ id }) => id)
    await system.sim.setFaults([])
    await system.sim.release()
    await sender.settled(sendingId)
    expect(await running.stop()).toBe(0)
    rmSync(system.env.DATA_DIR, { recursive: true, force: true })
  })
  afterAll(() => system?.dispose())

  test('a copy holds no session, no key and nothing of an open poll, and sha256sum agrees with it', () => {
    const files = readdirSync(join(folder, 'tables'))
    expect(files).toContain('public.audit_entry.copy.gz')
    expect(files).toContain('ballot.tally.copy.gz')
    for (const name of [
      'ballot.spool',
      'ballot.participation',
      'ballot.issuance',
      'public.session',
      'public.verification',
    ])
      expect(files).not.toContain(`${name}.copy.gz`)
    const all = files.map((name) => gunzipSync(readFileSync(join(folder, 'tables', name))))
    const keys = readdirSync(system.env.SECRETS_DIR, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(keys.length).toBeGreaterThan(0)
    for (const key of keys) {
      expect(all.some((bytes) => bytes.includes(key) || bytes.includes(key.toString('hex')))).toBe(false)
    }
    expect(readdirSync(join(system.dir, 'second', folder.slice(-17), 'media'))).toContain(pictureName)
    expect(statSync(folder).mode & 0o077).toBe(0)
    const checked = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })
    const lines = checked.trim().split('\n')
    expect(lines.length).toBeGreaterThan(files.length)
    expect(lines.filter((line) => !line.endsWith(': OK'))).toEqual([])
  })

  test.each([
    ['cut short', (copy: string) => writeFileSync(table(copy), readFileSync(table(copy)).subarray(0, 40))],
    ['changed by a byte', (copy: string) => appendFileSync(table(copy), '!')],
    ['without a table', (copy: string) => rmSync(table(copy))],
    ['without its manifest', (copy: string) => rmSync(join(copy, 'manifest.json'))],
    ['with another picture under a name', (copy: string) => appendFileSync(join(copy, 'media', pictureName), '!')],
  ])('one that is %s is refused, and nothing is written', async (_what, spoil) => {
    const copy = join(system.dir, 'spoilt')
    cpSync(folder, copy, { recursive: true })
    // A true copy: the media of a backup are links to the store's own files.
    cpSync(join(system.dir, 'second', folder.slice(-17), 'media'), join(copy, 'media'), {
      recursive: true,
      force: true,
    })
    spoil(copy)
    const refused = await refusal(system.runCli('restore', copy))
    rmSync(copy, { recursive: true, force: true })
    expect(refused.stderr).toMatch(/^sucharit: .*cannot be trusted\.\n$/)
    expect(refused.code).toBe(1)
    if (readdirSync(system.env.DATA_DIR).includes('media'))
      expect(readdirSync(join(system.env.DATA_DIR, 'media'))).toEqual([])
  })

  test('one of a newer release is refused, naming it', async () => {
    const copy = join(system.dir, 'newer')
    cpSync(folder, copy, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8'))
    manifest.migrations.push('29990101000000_of_tomorrow')
    writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest))
    signAgain(copy)
    const refused = await refusal(system.runCli('restore', copy))
    expect(refused).toEqual({
      code: 1,
      stderr:
        'sucharit: The backup was made by a newer release (29990101000000_of_tomorrow). Install that release first.\n',
    })
  })

  test('a restore that is killed half way changes nothing that the next one trips over', async () => {
    // A table that somebody holds: the restore waits in the middle of its rows, and dies there.
    const database = await createTestDatabase()
    const outside = await createSystem({ database, env: { SECRETS_DIR: system.env.SECRETS_DIR } })
    const holder = await outside.openOwner()
    try {
      await outside.runCli('migrate')
      await holder.query('BEGIN; LOCK TABLE public.run')
      const restoring = outside.runCli('restore', folder)
      const ended = refusal(restoring)
      await until(
        async () =>
          (
            await outside.query<{ pid: number }>(
              `SELECT pid FROM pg_stat_activity WHERE application_name = 'sucharit restore' AND wait_event_type = 'Lock'`,
            )
          )[0],
        { withinMs: 60_000, what: 'the restore in the middle of its rows' },
      )
      await outside.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sucharit restore'`,
      )
      expect((await ended).code).not.toBe(0)
      await holder.query('ROLLBACK')
      expect(await outside.query('SELECT count(*)::int AS count FROM content')).toEqual([{ count: 0 }])
      await outside.runCli('restore', folder)
      expect(await countRows(outside)).toEqual(before)
    } finally {
      await holder.end()
      await outside.dispose()
      await database.drop()
    }
  })

  test('restored into an empty place: equal counts, a valid chain, and what was half sent waits for a person', async () => {
    const printed = await system.runCli('restore', folder)
    expect(printed).toMatch(/audit log: ok, \d+ entries/)

    running = system.start()
    await running.ready()
    // The start notes the restore in the audit log. The demo's open polls are closed, and the lists of who may answer go with that.
    expect(await countRows(system)).toEqual({
      ...before,
      poll_eligible: 0,
      audit_entry: (before.audit_entry as number) + 1,
    })
    expect(await sender.runOf(sendingId)).toMatchObject({ state: 'paused', reason: 'restored' })
    expect(pollsUnderWay.length).toBeGreaterThan(0)
    expect(
      await system.query(
        `SELECT DISTINCT state, outcome, (SELECT count(*)::int FROM ballot.tally WHERE poll_id = ANY($1)) AS tallies
         FROM poll WHERE id = ANY($1)`,
        [pollsUnderWay],
      ),
    ).toEqual([{ state: 'closed', outcome: 'lost', tallies: 0 }])
    const [numbers] = await system.query(
      `SELECT nextval(pg_get_serial_sequence('outbox_job', 'id')) > max(id) AS "areFree" FROM outbox_job`,
    )
    expect(numbers).toEqual({ areFree: true })
    const stored = await createMediaStore(join(system.env.DATA_DIR, 'media')).find(pictureName)
    expect(stored?.bytes).toEqual(picture)
    expect(await system.sim.sentWith('ระหว่างสำรอง')).toHaveLength(3)

    // A person looks, and lets it go on: the retry keys of the rows make LINE answer that it has them already.
    const run = await sender.runOf(sendingId)
    expect(await sender.approver.post(`/runs/${run?.id}/resume`)).toMatchObject({ status: 200 })
    expect(await sender.settled(sendingId)).toMatchObject({ accepted: 3 })
    expect(await system.sim.sentWith('ระหว่างสำรอง')).toHaveLength(3)
    expect(await system.runCli('audit', 'verify')).toMatch(/^ok: \d+ entries/)
  })

  test('is refused over a living database, which goes on as it was', async () => {
    const counted = await countRows(system)
    expect(await running.stop()).toBe(0)
    const refused = await refusal(system.runCli('restore', folder))
    expect(refused.stderr).toContain('This database is in use')
    running = system.start()
    await running.ready()
    expect(await countRows(system)).toEqual(counted)
  })

  test('restored onto an outside PostgreSQL: equal counts', async () => {
    const database = await createTestDatabase()
    const outside = await createSystem({ database, env: { SECRETS_DIR: system.env.SECRETS_DIR } })
    try {
      await outside.runCli('restore', folder)
      expect(await countRows(outside)).toEqual(before)
    } finally {
      await outside.dispose()
      await database.drop()
    }
  })
})

/** As `sha256sum` writes its list: for a copy that is changed and not spoilt. */
function signAgain(copy: string): void {
  const files = readFileSync(join(copy, 'SHA256SUMS'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.slice(66))
  writeFileSync(join(copy, 'SHA256SUMS'), execFileSync('sha256sum', files, { cwd: copy }))
}

const table = (copy: string) => join(copy, 'tables', 'public.run.copy.gz')

/** Rows of every table that a backup holds; jobs on their way to the queue leave at any moment. */
async function countRows(system: System): Promise<Record<string, number>> {
  const tables = await system.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_name NOT IN ('_prisma_migrations', 'session', 'verification', 'idempotency_key', 'outbox_job')
     ORDER BY 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await system.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`)
    counts[name] = row?.count as number
  }
  return counts
}

/** What a command that must not work says, and its exit code. */
async function refusal(command: Promise<string>): Promise<{ code: number; stderr: string }> {
  const ended = await command.then(
    (stdout) => ({ code: 0, stderr: `it worked: ${stdout}` }),
    (error: { code: number; stderr: string }) => error,
  )
  return { code: ended.code, stderr: ended.stderr }
}
