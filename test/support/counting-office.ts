import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Answers, Question } from '../../src/contracts/polls.ts'
import { boxBytesOf } from '../../src/features/polls/box-rules.ts'
import { createCountService } from '../../src/features/polls/count-service.ts'
import { createPollKeys } from '../../src/features/polls/poll-keys.ts'
import { createSpool } from '../../src/features/polls/spool-service.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createLog } from '../../src/platform/log.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { createTestDatabase } from './test-database.ts'

const log = createLog({ level: 'silent' })

export const single = (key = 'q1'): Question => ({
  key,
  kind: 'single',
  text: 'ท่านเห็นด้วยหรือไม่',
  required: true,
  options: ['o1', 'o2', 'o3'].map((option) => ({ key: option, text: option })),
})

/** Spool and count on a real database, each under its own login, and real key files. The count is stepped by hand. */
export async function openCountingOffice() {
  const testDatabase = await createTestDatabase()
  const secretsDir = mkdtempSync(join(tmpdir(), 'polls-'))
  const app = openDatabase({ url: testDatabase.url, poolSize: 8, log })
  const ballot = openDatabase({ url: testDatabase.ballotUrl, poolSize: 4, log })
  const owner = new pg.Client({ connectionString: testDatabase.ownerUrl })
  await owner.connect()
  const keys = createPollKeys(createKeyFolders(secretsDir))
  const spool = createSpool({ database: app, keys })
  const counting = createCountService({ database: ballot, keys, log })

  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await owner.query<Row>(sql, values)).rows

  return {
    app,
    ballot,
    owner,
    keys,
    spool,
    secretsDir,
    testDatabase,
    query,
    step: counting.step,

    /** A poll that is open, with its partitions and keys. */
    async openPoll(
      poll: { anonymity?: 'chat' | 'ballot' | 'room'; questions?: Question[]; threshold?: number; cut?: object } = {},
    ) {
      const { anonymity = 'chat', questions = [single()], threshold = 5, cut } = poll
      const { id } = await app.prisma.poll.create({
        data: {
          title: 'ความเห็น',
          anonymity,
          state: 'open',
          questions,
          audience: { everyone: true },
          threshold,
          authorId: randomUUID(),
          ...(cut && { cut }),
        },
      })
      await query('SELECT ballot.prepare_poll($1)', [id])
      keys.make(id)
      return { id, anonymity, questions, boxBytes: boxBytesOf({ anonymity, questions }) }
    },

    /** One vote: in the chat of a person to a question, with ballots of a nonce. */
    vote(
      poll: { id: string; anonymity: string; boxBytes: number },
      vote: { who: string; answers: Answers; at?: number; pool?: string; cut?: string },
    ) {
      const { who, answers, at, cut } = vote
      const pool = vote.pool ?? (poll.anonymity === 'chat' ? (Object.keys(answers)[0] as string) : 'score')
      const token = keys.findNamer(poll.id)?.(who, pool)
      if (!token) throw new Error('The keys of this poll are destroyed.')
      const box = { token: token.toString('base64url'), pool, answers, ...(at && { at }), ...(cut && { cut }) }
      return spool.seal(poll.id, box, poll.boxBytes)
    },

    close: (id: string) => query(`UPDATE poll SET state = 'closed', closed_at = now() WHERE id = $1`, [id]),
    poll: (id: string) => app.prisma.poll.findUniqueOrThrow({ where: { id } }),
    async tally(id: string, question = 'q1', cut = ''): Promise<Record<string, number>> {
      const rows = await query<{ option: string; count: string }>(
        'SELECT option, count FROM ballot.tally WHERE poll_id = $1 AND question = $2 AND cut = $3 ORDER BY option',
        [id, question, cut],
      )
      return Object.fromEntries(rows.map(({ option, count }) => [option, Number(count)]))
    },
    async spooled(id: string): Promise<number> {
      const [row] = await query<{ count: number }>('SELECT count(*)::int FROM ballot.spool WHERE poll_id = $1', [id])
      return row?.count ?? 0
    },

    async dispose() {
      await Promise.all([app.close(), ballot.close(), owner.end()])
      await testDatabase.drop()
      rmSync(secretsDir, { recursive: true, force: true })
    },
  }
}

export type CountingOffice = Awaited<ReturnType<typeof openCountingOffice>>
