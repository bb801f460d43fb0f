import { Redis, type RedisOptions } from 'ioredis'

/**
 * `prompt` fails within 2 s when Redis does not answer: for what somebody waits for. `patient` keeps a command until Redis
 * is back: for workers, and the only kind that BullMQ accepts there.
 */
export type RedisManner = 'prompt' | 'patient'

export type RedisLink = {
  client: Redis
  /** Whether it is connected; while the attempt in hand is undecided, its outcome. */
  isReady(): Promise<boolean>
  /** Cuts this connection and all copies made of it, at once. */
  close(): void
}

const common: RedisOptions = {
  connectTimeout: 2000,
  keepAlive: 5000,
  retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 4), 1000) + Math.random() * 100,
}

const manners: Record<RedisManner, RedisOptions> = {
  prompt: {
    ...common,
    commandTimeout: 2000,
    // A firewall that forgot the connection tells nobody, and TCP itself gives up only after a quarter of an hour.
    socketTimeout: 3000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  },
  // 15 s: longer than BullMQ ever blocks (10 s). A server that is silent for so long is gone, though TCP may not say so.
  patient: { ...common, maxRetriesPerRequest: null, socketTimeout: 15_000 },
}

/** Connects in the background and for ever: Redis being away is no reason not to start. `onTrouble` gets every connection error. */
export function openRedis(options: { url: string; manner: RedisManner; onTrouble(error: unknown): void }): RedisLink {
  const { url, manner, onTrouble } = options
  const client = new Redis(url, manners[manner])
  const connections: Redis[] = []

  function watch(one: Redis): void {
    // Without a listener ioredis prints to the console; with BullMQ's copies an 'error' would end the process.
    one.on('error', onTrouble)
    connections.push(one)
  }

  watch(client)
  const duplicate = client.duplicate.bind(client)
  client.duplicate = (override) => {
    const copy = duplicate(override)
    watch(copy)
    return copy
  }

  return {
    client,
    isReady: () => isConnected(client),
    close() {
      for (const one of connections) one.disconnect()
    },
  }
}

function isConnected(client: Redis): Promise<boolean> {
  if (client.status !== 'connecting' && client.status !== 'connect') return Promise.resolve(client.status === 'ready')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const sayReady = () => settle(true)
  const sayClosed = () => settle(false)
  function settle(isReady: boolean): void {
    client.off('ready', sayReady)
    client.off('close', sayClosed)
    resolve(isReady)
  }
  client.on('ready', sayReady)
  client.on('close', sayClosed)
  return promise
}

export type RedisReport = { version: string; policy: string; hasAof: boolean }

/** How a Redis is set up, or why it does not answer within 2 s. CONFIG may be forbidden by a host: INFO tells the same. */
export async function inspectRedis(url: string): Promise<RedisReport> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout: 2000,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  })
  client.on('error', () => {}) // the failed call below says it
  try {
    await client.connect()
    const info = await client.info()
    const read = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? ''
    return { version: read('redis_version'), policy: read('maxmemory_policy'), hasAof: read('aof_enabled') === '1' }
  } finally {
    client.disconnect()
  }
}
