import { Queue, Worker } from 'bullmq'
import { openRedis } from '../redis/open-redis.ts'
import { type BullDriver, eventStreams } from './bull-driver.ts'
import { QueueUnavailable } from './queue-errors.ts'

/** BullMQ on Redis: one prompt connection for adding, one patient for workers, and one blocking per worker, which BullMQ copies from it. */
export function createRedisDriver(options: {
  url: string
  prefix: string
  onTrouble(error: unknown): void
}): BullDriver {
  const { url, prefix, onTrouble } = options
  const producer = openRedis({ url, manner: 'prompt', onTrouble })
  const consumer = openRedis({ url, manner: 'patient', onTrouble })

  return {
    async reach() {
      const areReady = await Promise.all([producer.isReady(), consumer.isReady()])
      if (areReady.includes(false)) throw new QueueUnavailable()
      await producer.client.ping()
    },
    makeQueue(name, onError) {
      const queue = new Queue(name, { connection: producer.client, prefix, streams: eventStreams })
      queue.on('error', onError)
      return queue
    },
    makeWorker: (name, run, settings) => new Worker(name, run, { connection: consumer.client, prefix, ...settings }),
    async close() {
      producer.close()
      consumer.close()
    },
  }
}
