// A worker in a process of its own, so that a test can kill it. Tells what it does in JSON lines on stdout.
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { createLog } from '../../../../src/platform/log.ts'
import { createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import type { WorkerOrder } from './spawn-worker.ts'

const order = JSON.parse(process.argv[2] ?? '') as WorkerOrder
const tell = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`)

const registry = createJobRegistry([order.job])
registry.handle(
  order.job,
  z.unknown(),
  async (_payload, { jobId }) => {
    tell({ event: 'began', jobId })
    if (order.hangs) await new Promise(() => setInterval(() => {}, 1000))
    tell({ event: 'ended', jobId })
  },
  { concurrency: order.concurrency ?? 1 },
)

const queue = createBullQueue({
  backend: order.backend,
  prefix: order.prefix,
  registry,
  log: createLog({ level: 'silent' }),
  isWorker: true,
  ...(order.timings && { timings: order.timings }),
})
await queue.start()
tell({ event: 'ready' })

createInterface(process.stdin).once('close', async () => {
  await queue.close()
  process.exit(0)
})
