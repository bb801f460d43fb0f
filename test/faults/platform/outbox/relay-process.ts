// A relay in a process of its own that kills or freezes itself at a chosen line, in its second batch.
import type pg from 'pg'
import { z } from 'zod'
import { systemClock } from '../../../../src/platform/clock.ts'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createRelay } from '../../../../src/platform/outbox/create-relay.ts'
import { type BullQueueOptions, createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'

export type RelayOrder = {
  databaseUrl: string
  backend: BullQueueOptions['backend']
  prefix: string
  dieAt: 'before-add' | 'after-add' | 'before-commit' | 'after-commit' | 'frozen-before-add'
  /** The safeguard removed: rows are deleted and committed before the queue has the jobs. */
  forgetsFirst?: boolean
}

const order = JSON.parse(process.argv[2] ?? '') as RelayOrder
const log = createLog({ level: 'silent' })
const database = openDatabase({ url: order.databaseUrl, poolSize: 2, log })
const registry = createJobRegistry(['work'])
registry.handle('work', z.unknown(), async () => {})
const queue = createBullQueue({ backend: order.backend, prefix: order.prefix, registry, log, isWorker: false })
await queue.start()

let batchCount = 0
const isHere = (place: RelayOrder['dieAt']) => batchCount === 2 && order.dieAt === place

async function end(signal: NodeJS.Signals): Promise<void> {
  process.kill(process.pid, signal)
  if (signal === 'SIGKILL') await new Promise(() => {})
}

const deadlyQueue = {
  jobNames: queue.jobNames,
  async add(requests: Parameters<typeof queue.add>[0]) {
    batchCount += 1
    if (isHere('frozen-before-add')) await end('SIGSTOP')
    if (order.forgetsFirst && batchCount === 2) return
    if (isHere('before-add')) await end('SIGKILL')
    await queue.add(requests)
    if (isHere('after-add')) await end('SIGKILL')
  },
}

async function connect(): Promise<pg.PoolClient> {
  const client = await database.pool.connect()
  async function query(text: string, values?: unknown[]) {
    if (text === 'commit' && isHere('before-commit')) await end('SIGKILL')
    const result = await client.query(text, values)
    if (text === 'commit' && isHere('after-commit')) await end('SIGKILL')
    return result
  }
  return { query, release: (isLost?: boolean) => client.release(isLost) } as unknown as pg.PoolClient
}

createRelay({
  database: { pool: { connect } as unknown as pg.Pool },
  queue: deadlyQueue,
  log,
  clock: systemClock,
}).start()
