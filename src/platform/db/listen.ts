import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'

export type ListenOptions = {
  url: string
  channel: string
  log: Log
  /** The payload carries ids only: NOTIFY holds 8,000 bytes and everybody connected may listen. */
  onNotify(payload: string): void
  /** Every time listening begins, also after an outage: what was notified in between is lost, so look at the rows. */
  onListening?(): void
}

export type Listener = { isListening(): boolean; close(): Promise<void> }

// A connection that is silently gone (a stopped machine, a firewall) shows only when something is asked of it.
const heartbeatMs = 10_000
const answerWithinMs = 5000

/** LISTEN on a connection of its own, opened again (0.1 to 2 s later) whenever it breaks, until `close`. */
export function listen(options: ListenOptions): Listener {
  const { log, channel } = options
  const closing = new AbortController()
  let isListening = false

  async function keepListening(): Promise<void> {
    let delayMs = 100
    while (!closing.signal.aborted) {
      const heard = await listenOnce()
      if (closing.signal.aborted) return
      delayMs = heard ? 100 : Math.min(delayMs * 2, 2000)
      await wait(delayMs, undefined, { signal: closing.signal }).catch(() => {}) // aborted: the loop ends
    }
  }

  // Resolves when the connection is over; true if it had listened.
  async function listenOnce(): Promise<boolean> {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: `sucharit listen ${channel}`,
      connectionTimeoutMillis: 2000,
      query_timeout: answerWithinMs,
      keepAlive: true,
    })
    const over = Promise.withResolvers<void>()
    client.on('error', () => over.resolve())
    client.on('end', () => over.resolve())
    client.on('notification', ({ payload }) => options.onNotify(payload ?? ''))
    closing.signal.addEventListener('abort', () => over.resolve(), { once: true })
    let heartbeat: NodeJS.Timeout | undefined
    try {
      await client.connect()
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
      isListening = true
      log.debug({ channel }, 'listening')
      options.onListening?.()
      heartbeat = setInterval(() => client.query('SELECT 1').catch(() => over.resolve()), heartbeatMs)
      await over.promise
      return true
    } catch (error) {
      log.debug({ channel, err: error }, 'cannot listen yet')
      return isListening
    } finally {
      if (isListening && !closing.signal.aborted)
        log.warn({ channel }, 'the listening connection was lost; opening it again')
      isListening = false
      clearInterval(heartbeat)
      // Not awaited: a server that hangs would never confirm. pg destroys the socket when a query is still open.
      client.end().catch(() => {})
    }
  }

  const finished = keepListening()
  return {
    isListening: () => isListening,
    async close() {
      closing.abort()
      await finished
    },
  }
}
