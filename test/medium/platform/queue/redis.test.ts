import { describe } from 'vitest'
import { startRedisServer } from '../../../support/redis-server.ts'
import { describeQueue } from './conformance.ts'

const redis = await startRedisServer()

describe.skipIf(redis === undefined)('with redis-server', () => {
  describeQueue('Redis', async () => {
    if (redis === undefined) throw new Error('skipped above')
    return { backend: { kind: 'redis', url: redis.url }, stop: () => redis.stop() }
  })
})
