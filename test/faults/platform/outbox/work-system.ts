import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import type { SweepSource } from '../../../../src/platform/outbox/create-sweeper.ts'
import { enqueue } from '../../../../src/platform/outbox/enqueue.ts'
import { type BullQueueOptions, createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

export const silent = createLog({ level: 'silent' })

/** Pieces of work in rows, done by a job each; an effect row for every time a piece was really done. */
export type WorkSystem = {
  made: TestDatabase
  database: Database
  /** Rows and outbox rows in one transaction, as a feature would write them. */
  ask(count: number): Promise<void>
  openWorker(backend: BullQueueOptions['backend'], prefix: string, options?: { takesMs?: number }): Queue
  source: SweepSource
  countDone(): Promise<number>
  countOutbox(): Promise<number>
  /** What was asked for and never done, and what was done more than once. */
  reconcile(): Promise<{ lost: number[]; doubled: number[] }>
  close(): Promise<void>
}

export async function openWorkSystem(): Promise<WorkSystem> {
  const made = await createTestDatabase()
  await prepareQueueSchema({ url: made.ownerUrl, grantTo: [new URL(made.url).username] })
  const owner = new pg.Client({ connectionString: made.ownerUrl })
  await owner.connect()
  await owner.query(
    `create table work (id int primary key, state text not null default 'due', asked_at timestamptz not null default now())`,
  )
  await owner.query('create table effect (id serial primary key, work_id int not null)')
  await owner.end()
  const database = openDatabase({ url: made.url, poolSize: 10, log: silent })
  const { pool } = database

  async function numbers(sql: string): Promise<number[]> {
    const { rows } = await pool.query<{ n: number }>(sql)
    return rows.map(({ n }) => Number(n))
  }

  return {
    made,
    database,
    async ask(count) {
      const ids = Array.from({ length: count }, (_, index) => index + 1)
      await database.transaction(async (tx) => {
        await tx.$executeRaw`insert into work (id) select unnest(${ids}::int[])`
        await enqueue(tx, ids.map(toJob))
      })
    },
    openWorker(backend, prefix, { takesMs = 0 } = {}) {
      const registry = createJobRegistry(['work'])
      const done = `with done as (update work set state = 'done' where id = $1 and state = 'due' returning id)
        insert into effect (work_id) select id from done`
      registry.handle(
        'work',
        z.strictObject({ id: z.int() }),
        async ({ id }) => {
          if (takesMs > 0) await wait(takesMs)
          await pool.query(done, [id])
        },
        { concurrency: 5 },
      )
      return createBullQueue({ backend, prefix, registry, log: silent, isWorker: true })
    },
    source: {
      name: 'work',
      findLost: async () =>
        (
          await numbers(
            `select id as n from work where state = 'due' and asked_at < now() - interval '1 second' order by id`,
          )
        ).map(toJob),
    },
    countDone: async () => (await numbers(`select count(*) as n from work where state = 'done'`))[0] ?? 0,
    countOutbox: () => database.prisma.outboxJob.count(),
    async reconcile() {
      return {
        lost: await numbers(
          'select id as n from work where not exists (select from effect where work_id = work.id) order by id',
        ),
        doubled: await numbers('select work_id as n from effect group by work_id having count(*) > 1'),
      }
    },
    async close() {
      await database.close()
      await made.drop()
    },
  }
}

function toJob(id: number) {
  return { job: 'work', jobId: `work-${id}`, payload: { id } }
}
