import type { Redis } from 'ioredis'

/** All keys of a Redis with all that they hold, as text. */
export async function readRedis(redis: Redis): Promise<string> {
  const read: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.get(key),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, 0, '-1'),
    stream: (key) => redis.xrange(key, '-', '+'),
  }
  const held: string[] = []
  for (const key of await redis.keys('*')) held.push(key, JSON.stringify(await read[await redis.type(key)]?.(key)))
  return held.join('\n')
}
