import { type RedisServer, startRedisServer } from './redis-server.ts'

export type QueueBackend = { name: string; env: Record<string, string>; redis?: RedisServer; isMissing: boolean }

/** Both queues the product runs on, for `describe.each`. Without a redis-server the second is there to be skipped by name. */
export async function startQueueBackends(): Promise<QueueBackend[]> {
  const redis = await startRedisServer()
  return [
    { name: 'the queue on PostgreSQL', env: {}, isMissing: false },
    {
      name: 'the queue on Redis',
      env: redis ? { REDIS_URL: redis.url } : {},
      ...(redis && { redis }),
      isMissing: redis === undefined,
    },
  ]
}
