import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createQueueService } from '../../../../src/features/queues/service.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import type { Actor } from '../../../../src/platform/auth/auth.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { enqueue } from '../../../../src/platform/outbox/enqueue.ts'
import { createFailureBook, failureRetention } from '../../../../src/platform/queue/failure-book.ts'
import type { JobCounts } from '../../../../src/platform/queue/queue.ts'
import { QueueUnavailable } from '../../../../src/platform/queue/queue-errors.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, poolSize: 4, log: createLog({ level: 'silent' }) })
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

const clock = { now: () => new Date() }
const owner: Actor = { userId: 'the-owner', role: 'owner', via: 'token' }
const counts: JobCounts = { waiting: 2, active: 1, delayed: 3, failed: 0 }
const drain = { job: 'drain', jobId: 'drain-1', payload: { runId: 'r1' }, code: 'LINE_UNREACHABLE' }

function openBoard(countJobs: () => Promise<Record<string, JobCounts>> = async () => ({ drain: counts })) {
  const book = createFailureBook({ database, clock })
  const audit = createAudit({ database, clock })
  const service = createQueueService({ audit, jobNames: ['drain', 'inbox'], countJobs, enqueue })
  return { book, service }
}
const rows = () => database.prisma.failedJob.findMany()

async function noteOne({ book }: ReturnType<typeof openBoard>): Promise<string> {
  await database.prisma.failedJob.deleteMany()
  await book.note(drain)
  return (await rows())[0]?.id as string
}

describe('a job that was given up', () => {
  test('stands once however often it fails, and goes when it has succeeded, in another process too', async () => {
    const board = openBoard()
    await noteOne(board)
    await board.book.note({ ...drain, code: 'P2002' })
    expect(await rows()).toMatchObject([{ job: 'drain', code: 'P2002', times: 2 }])
    await board.book.settle('drain', 'drain-2')
    expect(await rows()).toHaveLength(1)
    await createFailureBook({ database, clock }).settle('drain', 'drain-1')
    expect(await rows()).toEqual([])
  })

  test('is tried again through the outbox, once, and that is on record without what it was about', async () => {
    const board = openBoard()
    const id = await noteOne(board)
    await database.transaction((tx) => board.service.retry(tx, owner, id))
    expect(await rows()).toEqual([])
    expect(await database.prisma.outboxJob.findMany()).toMatchObject([
      { job: 'drain', jobId: 'drain-1', payload: { runId: 'r1' } },
    ])
    const again = database.transaction((tx) => board.service.retry(tx, owner, id))
    await expect(again).rejects.toMatchObject({ code: 'FAILED_JOB_GONE', status: 404 })
    const [entry, ...others] = await database.prisma.auditEntry.findMany({ where: { action: 'job.retry' } })
    expect(others).toEqual([])
    expect(entry).toMatchObject({ actorId: 'the-owner', subject: 'drain' })
    expect(entry?.body).not.toContain('r1')
  })

  test('is forgotten when an owner says so, and after thirty days by itself', async () => {
    const board = openBoard()
    const id = await noteOne(board)
    await database.transaction((tx) => board.service.remove(tx, owner, id))
    expect(await rows()).toEqual([])
    expect(await database.prisma.auditEntry.count({ where: { action: 'job.remove' } })).toBe(1)
    await noteOne(board)
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    await failureRetention.apply(database.prisma, inDays(29))
    expect(await rows()).toHaveLength(1)
    await failureRetention.apply(database.prisma, inDays(31))
    expect(await rows()).toEqual([])
  })
})

test('the board tells what waits, and what has failed even while the queue is away', async () => {
  const board = openBoard()
  await noteOne(board)
  expect(await board.service.list(database.prisma)).toEqual([
    { job: 'drain', counts, failed: 1 },
    { job: 'inbox', counts: null, failed: 0 },
  ])
  const away = openBoard(() => Promise.reject(new QueueUnavailable()))
  expect(await away.service.list(database.prisma)).toEqual([
    { job: 'drain', counts: null, failed: 1 },
    { job: 'inbox', counts: null, failed: 0 },
  ])
  const broken = openBoard(() => Promise.reject(new TypeError('a mistake')))
  await expect(broken.service.list(database.prisma)).rejects.toThrow('a mistake')
})
