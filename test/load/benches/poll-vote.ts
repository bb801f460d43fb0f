import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boxBytesOf } from '../../../src/features/polls/box-rules.ts'
import { createPollKeys } from '../../../src/features/polls/poll-keys.ts'
import { createSpool } from '../../../src/features/polls/spool-service.ts'
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../../../src/platform/db/migrate.ts'
import { openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createKeyFolders } from '../../../src/platform/secrets/key-folders.ts'
import { seal } from '../../../src/platform/secrets/seal.ts'
import { type Bench, medianOf } from '../support/bench.ts'

const rounds = 5
const votesPerRound = 4000
const insertsPerRound = 1000
const atOnce = 64 // webhooks under way, each with one vote

/**
 * Votes sealed and committed per second, against single rows of the same size inserted one commit each into the same database:
 * what storing them one by one would cost. The rounds alternate.
 */
export const pollVoteBench: Bench = {
  name: 'poll-vote',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-poll-'))
    const log = createLog({ level: 'error' })
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log, isService: true })
    const database = openDatabase({ url: postgres.urls.app, poolSize: 16, log })
    const owner = openDatabase({ url: postgres.urls.owner, poolSize: 2, log })
    try {
      await applyMigrations({ url: postgres.urls.owner, log })
      const keys = createPollKeys(createKeyFolders(join(folder, 'polls')))
      const spool = createSpool({ database, keys })
      const pollId = await openPoll(owner.pool)
      keys.make(pollId)
      const boxBytes = boxBytesOf({ anonymity: 'chat', questions: [{ kind: 'single' }] })
      await owner.pool.query('CREATE TABLE single_row (id uuid PRIMARY KEY, box bytea)')
      const box = seal(createSecretKey(randomBytes(32)), Buffer.alloc(boxBytes))

      const vote = (index: number) => {
        const token = keys.findNamer(pollId)?.(`U${index}`, 'q1').toString('base64url') as string
        return spool.seal(pollId, { token, pool: 'q1', at: Date.now(), answers: { q1: { option: 'o1' } } }, boxBytes)
      }
      const insert = () => owner.pool.query('INSERT INTO single_row VALUES ($1, $2)', [randomUUID(), box])
      const sealed: number[] = []
      const inserted: number[] = []
      await rateOf(votesPerRound, atOnce, vote)
      for (let round = 0; round < rounds; round += 1) {
        sealed.push(await rateOf(votesPerRound, atOnce, vote))
        inserted.push(await rateOf(insertsPerRound, 1, insert))
      }
      const [value, baseline] = [medianOf(sealed), medianOf(inserted)]
      report({ name: 'poll-vote', value, unit: 'votes/s', baseline, ratio: value / baseline })

      const { rows } = await owner.pool.query('SELECT count(*)::int AS count FROM ballot.spool')
      const expected = votesPerRound * (rounds + 1)
      if (rows[0].count !== expected) throw new Error(`${expected} votes were sealed, ${rows[0].count} are stored`)
    } finally {
      await Promise.all([database.close(), owner.close()])
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function openPoll(pool: { query(sql: string, values?: unknown[]): Promise<unknown> }): Promise<string> {
  const id = randomUUID()
  await pool.query(
    `INSERT INTO poll (id, title, anonymity, state, questions, audience, author_id, updated_at)
     VALUES ($1, 'bench', 'chat', 'open', '[]', '{}', 'bench', now())`,
    [id],
  )
  await pool.query('SELECT ballot.prepare_poll($1)', [id])
  return id
}

/** Work a second, with so many pieces of it under way at once. */
async function rateOf(count: number, atOnceCount: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: atOnceCount }, async () => {
      while (next < count) {
        next += 1
        await work(next)
      }
    }),
  )
  return count / ((performance.now() - startedAt) / 1000)
}
