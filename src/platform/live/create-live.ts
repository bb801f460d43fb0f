import type { IncomingMessage, ServerResponse } from 'node:http'
import { createSession, EventBuffer, type Session } from 'better-sse'
import type pg from 'pg'
import { type Listener, listen } from '../db/listen.ts'
import { describeError } from '../describe-error.ts'
import type { Log } from '../log.ts'

/**
 * `key` says what is shown: an event whose key is that of the one before is not sent. `write` is asked at each sending, as
 * whoever comes later is sent what was loaded before: what it tells of the hour is of then.
 */
export type LiveEvent = { key: string; version: number; write(): string }

export type LiveOptions = {
  url: string
  pool: pg.Pool
  /** Of LISTEN and NOTIFY; what goes through it is the name of a subject, never what is shown. */
  channel: string
  log: Log
  /** What a topic shows now, from the rows; undefined once there is nothing to show. Topics of one subject: `<subject>/<view>`. */
  load(topic: string): Promise<LiveEvent | undefined>
  /** 2,000 when left out: a hall full of phones may share one address, and a script on one of them must leave room for other networks. */
  mostAtAddress?: number
}

export type Live = {
  /** Answers with a stream of a topic: first what it shows now, then every change. `address` is the viewer's, for its share of the streams. */
  serve(request: IncomingMessage, response: ServerResponse, topic: string, address: string): Promise<void>
  /** The subject's rows have changed. Called after the commit, as often as one likes. */
  wake(subject: string): void
  viewers(): number
  close(): Promise<void>
}

type Topic = {
  name: string
  sessions: Map<Session, ServerResponse>
  shown: LiveEvent | undefined
  isRunning: boolean
  isDue: boolean
  ranAt: number
}

// Ten pictures a second move smoothly; more would only keep a processor from the votes that make them.
const quietMs = 100
// A NOTIFY can be lost: with its connection, or with a process that died between commit and NOTIFY. Then rows are found by looking.
const lookEveryMs = 1_000
const notifyQuietMs = 20 // each takes a lock of the whole database
const keepAliveMs = 15_000
const retryMs = 1_000
const retrySpreadMs = 2_000
// A picture is about 2 kB. Whoever has let 60 of them lie is better served by a new connection, which begins with the newest.
const mostUnsentBytes = 128 * 1024
const mostViewers = 5_000

/** Server-sent events for any number of processes: whoever changes rows wakes all, and each loads once for all its viewers. */
export function createLive({ url, pool, channel, log, load, mostAtAddress = 2_000 }: LiveOptions): Live {
  const topics = new Map<string, Topic>()
  const toNotify = new Set<string>()
  let notifyTimer: NodeJS.Timeout | undefined
  let viewerCount = 0
  const viewersAt = new Map<string, number>()
  let isClosing = false

  let listener: Listener | undefined // from the first viewer on: a process that serves none needs no connection for it
  let looking: NodeJS.Timeout | undefined

  function markSubject(subject: string): void {
    for (const topic of topics.values()) if (topic.name.startsWith(`${subject}/`)) mark(topic)
  }

  function markAll(): void {
    for (const topic of topics.values()) mark(topic)
  }

  function mark(topic: Topic): void {
    topic.isDue = true
    if (topic.isRunning || isClosing) return
    topic.isRunning = true
    setTimeout(() => void run(topic), Math.max(0, topic.ranAt + quietMs - Date.now()))
  }

  async function run(topic: Topic): Promise<void> {
    topic.isDue = false
    topic.ranAt = Date.now()
    try {
      const event = await load(topic.name)
      if (event && event.key !== topic.shown?.key) {
        topic.shown = event
        sendToAll(topic, event)
      }
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'a live picture could not be loaded; the next look tries again')
    }
    topic.isRunning = false
    if (topic.isDue && topics.has(topic.name)) mark(topic)
  }

  function sendToAll(topic: Topic, event: LiveEvent): void {
    const bytes = toBytes(event) // written out once, however many look
    for (const [session, response] of topic.sessions) {
      if (response.writableLength > mostUnsentBytes) response.destroy()
      else if (session.isConnected) response.write(bytes)
    }
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
    address: string,
  ): Promise<void> {
    const isFull = viewerCount >= mostViewers || (viewersAt.get(address) ?? 0) >= mostAtAddress
    if (isClosing || isFull) {
      response.writeHead(503, { 'Retry-After': '5' }).end()
      return
    }
    listener ??= listen({ url, channel, log, onNotify: markSubject, onListening: markAll })
    looking ??= setInterval(markAll, lookEveryMs).unref()
    count(address, 1)
    let session: Session | undefined
    response.once('close', () => {
      count(address, -1)
      leave(name, session)
    })
    // Until the connection closes, and so without chunks: a chunk is four writes joined by a system call that takes twice as long.
    response.removeHeader('Transfer-Encoding')
    session = await createSession(request, response, {
      keepAlive: keepAliveMs,
      // Spread, so that a thousand phones do not come back in one moment after a restart.
      retry: retryMs + Math.random() * retrySpreadMs,
      headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no', Connection: 'close' },
    })
    if (response.closed) return // gone while it was greeted
    const topic = enter(name)
    topic.sessions.set(session, response)
    if (topic.shown) response.write(toBytes(topic.shown))
    else mark(topic)
  }

  function enter(name: string): Topic {
    const known = topics.get(name)
    if (known) return known
    const topic: Topic = { name, sessions: new Map(), shown: undefined, isRunning: false, isDue: false, ranAt: 0 }
    topics.set(name, topic)
    return topic
  }

  function count(address: string, change: 1 | -1): void {
    viewerCount += change
    const here = (viewersAt.get(address) ?? 0) + change
    if (here === 0) viewersAt.delete(address)
    else viewersAt.set(address, here)
  }

  function leave(name: string, session: Session | undefined): void {
    const topic = topics.get(name)
    if (session) topic?.sessions.delete(session)
    if (topic?.sessions.size === 0) topics.delete(name)
  }

  function wake(subject: string): void {
    markSubject(subject)
    toNotify.add(subject)
    notifyTimer ??= setTimeout(notify, notifyQuietMs)
  }

  function notify(): void {
    notifyTimer = undefined
    const subjects = [...toNotify]
    toNotify.clear()
    // One that fails is made good by the next look of the others.
    pool.query('SELECT pg_notify($1, subject) FROM unnest($2::text[]) AS subject', [channel, subjects]).catch(() => {})
  }

  return {
    serve,
    wake,
    viewers: () => viewerCount,
    async close() {
      isClosing = true
      clearInterval(looking)
      clearTimeout(notifyTimer)
      for (const { sessions } of topics.values()) for (const response of sessions.values()) response.end()
      await listener?.close()
    },
  }
}

function toBytes({ write, version }: LiveEvent): Buffer {
  const events = new EventBuffer({ serializer: (text) => text as string })
  return Buffer.from(events.push(write(), 'change', String(version)).read())
}
