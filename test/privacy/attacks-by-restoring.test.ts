import { type KeyObject, randomUUID } from 'node:crypto'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { boxBytesOf } from '../../src/features/polls/box-rules.ts'
import { createCountService } from '../../src/features/polls/count-service.ts'
import { createPollKeys, type PollKeys } from '../../src/features/polls/poll-keys.ts'
import { createSpool } from '../../src/features/polls/spool-service.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../../src/platform/db/migrate.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createLog } from '../../src/platform/log.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { unseal } from '../../src/platform/secrets/seal.ts'
import { attack } from '../support/attack.ts'
import { until } from '../support/until.ts'
import { createNaivePoll } from './naive/naive-poll.ts'

// Whoever has a base backup and the archived WAL, and may have the database as it was at any moment.

const log = createLog({ level: 'silent' })
const voters = Array.from({ length: 10 }, (_, n) => `U${n.toString(16).padStart(32, '0')}`)
const optionOf = (place: number) => (place % 2 ? 'anoption' : 'o1')
const questions = [
  {
    key: 'q1',
    kind: 'single',
    text: 'เลือก',
    required: true,
    options: ['o1', 'anoption'].map((key) => ({ key, text: key })),
  },
]

type Row = { row: string; bytes: Buffer }
let folder: string
let keys: PollKeys
let pollId: string
let restored: EmbeddedPostgres | undefined
let client: pg.Client

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restored-in-time-'))
  keys = createPollKeys(createKeyFolders(join(folder, 'secrets')))
  const backup = await liveThrough()
  restored = await restoreTo('before-flush', backup)
  client = new pg.Client({ connectionString: restored.urls.owner })
  await client.connect()
}, 240_000) // two starts, a backup and a recovery
afterAll(async () => {
  await client?.end()
  await restored?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Ten votes one by one, of ours and of a naive poll; a moment is named; then they are counted, closed, and the keys destroyed. */
async function liveThrough(): Promise<string> {
  const dataDir = join(folder, 'data')
  const archive = join(folder, 'archive')
  mkdirSync(archive)
  await (await startEmbeddedPostgres({ dataDir, log, durability: 'throw_away' })).stop()
  configure(dataDir, { archive_mode: 'on', archive_command: `cp %p ${archive}/%f`, full_page_writes: 'on' })
  const server = await startEmbeddedPostgres({ dataDir, log, durability: 'throw_away' })
  const owner = openDatabase({ url: server.urls.owner, poolSize: 2, log })
  const app = openDatabase({ url: server.urls.app, poolSize: 4, log })
  const ballot = openDatabase({ url: server.urls.ballot, poolSize: 4, log })
  const query = async <R extends object>(sql: string, values: unknown[] = []) =>
    (await owner.pool.query(sql, values)).rows as R[]
  try {
    await applyMigrations({ url: server.urls.owner, log })
    const backup = await copyWhileItRuns(dataDir, owner.pool)
    pollId = await openPoll(owner.pool)
    const spool = createSpool({ database: app, keys })
    const naive = await createNaivePoll(query)
    for (const [place, person] of voters.entries()) {
      const token = keys.findNamer(pollId)?.(person, 'q1').toString('base64url') as string
      const vote = { token, pool: 'q1', at: Date.now() + place, answers: { q1: { option: optionOf(place) } } }
      await spool.seal(pollId, vote, boxBytesOf({ anonymity: 'chat', questions: [{ kind: 'single' }] }))
      await naive.vote(person, optionOf(place))
    }
    await query(`SELECT pg_create_restore_point('before-flush')`)
    const counting = createCountService({ database: ballot, keys, log })
    await counting.step()
    await query(`UPDATE poll SET state = 'closed', closed_at = now() WHERE id = $1`, [pollId])
    await counting.step()
    const [{ segment } = { segment: '' }] = await query<{ segment: string }>(
      'SELECT pg_walfile_name(pg_switch_wal()) AS segment',
    )
    await until(async () => readdirSync(archive).includes(segment), {
      withinMs: 30_000,
      what: 'the WAL in the archive',
    })
    return backup
  } finally {
    await Promise.all([owner.close(), app.close(), ballot.close()])
    await server.stop()
  }
}

/** What wins over the product's own settings. */
function configure(dataDir: string, settings: Record<string, string>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  appendFileSync(join(dataDir, 'postgres/custom.conf'), lines.join(''))
}

/** A base backup, as PostgreSQL describes it: its files, without the WAL, and the label. */
async function copyWhileItRuns(dataDir: string, pool: Pick<pg.Pool, 'connect'>): Promise<string> {
  const backup = join(folder, 'backup')
  const session = await pool.connect()
  try {
    await session.query(`SELECT pg_backup_start('base', true)`)
    const left = ['postmaster.pid', 'postmaster.opts', 'pg_wal']
    cpSync(dataDir, backup, { recursive: true, filter: (path) => !left.includes(basename(path)) })
    mkdirSync(join(backup, 'postgres/pg_wal'), { mode: 0o700 })
    const { rows } = await session.query('SELECT labelfile FROM pg_backup_stop()')
    writeFileSync(join(backup, 'postgres/backup_label'), rows[0].labelfile)
    return backup
  } finally {
    session.release()
  }
}

async function openPoll(pool: { query(sql: string, values: unknown[]): Promise<unknown> }): Promise<string> {
  const id = randomUUID()
  keys.make(id)
  await pool.query(
    `INSERT INTO poll (id, title, anonymity, state, questions, audience, author_id, updated_at)
     VALUES ($1, 'ความเห็น', 'chat', 'open', $2, '{}', 'test', now())`,
    [id, JSON.stringify(questions)],
  )
  await pool.query('SELECT ballot.prepare_poll($1)', [id])
  return id
}

async function restoreTo(moment: string, dataDir: string): Promise<EmbeddedPostgres> {
  configure(dataDir, {
    archive_mode: 'off',
    restore_command: `cp ${join(folder, 'archive')}/%f %p`,
    recovery_target_name: moment,
    recovery_target_action: 'promote',
    hot_standby: 'off',
  })
  writeFileSync(join(dataDir, 'postgres/recovery.signal'), '')
  return startEmbeddedPostgres({ dataDir, log, durability: 'throw_away' })
}

type Restored = { rows: Row[]; key: KeyObject | undefined }

attack(4, 'the database of a moment between the votes and their count, read after the close', {
  learn({ rows, key }: Restored) {
    const lengths = new Set(rows.map(({ bytes }) => bytes.length))
    const clear = rows.filter(({ bytes }) =>
      /answer|option/.test((key ? unseal(key, bytes) : bytes).toString('latin1')),
    )
    const named = rows.filter(({ row }) => voters.some((person) => row.includes(person)))
    return [...(lengths.size > 1 ? ['which is the longer answer'] : []), ...clear, ...named]
  },
  async ours() {
    const { rows } = await client.query(
      `SELECT (SELECT state::text FROM poll WHERE id = $1) AS state,
         (SELECT count(*)::int FROM ballot.tally WHERE poll_id = $1) AS tally,
         (SELECT count(*)::int FROM ballot.participation WHERE poll_id = $1) AS counted`,
      [pollId],
    )
    const { rows: boxes } = await client.query<Row>(
      'SELECT s::text AS row, box AS bytes FROM ballot.spool s WHERE poll_id = $1',
      [pollId],
    )
    // It is that moment: the poll is open, all have voted and nobody is counted.
    if (JSON.stringify([rows, boxes.length]) !== JSON.stringify([[{ state: 'open', tally: 0, counted: 0 }], 10]))
      throw new Error(`The restore is of another moment: ${JSON.stringify(rows)}, ${boxes.length} boxes.`)
    return { rows: boxes, key: keys.findSpoolKey(pollId) }
  },
  async naive() {
    const { rows } = await client.query<{ row: string }>('SELECT to_jsonb(a)::text AS row FROM naive.answer a')
    return { rows: rows.map(({ row }) => ({ row, bytes: Buffer.from(row) })), key: undefined }
  },
})
