import { afterEach, beforeEach, expect, test } from 'vitest'
import { createInboxRelay, inboxJob, inboxSweepSource } from '../../../../src/platform/inbox/inbox-relay.ts'
import { type HandleEvent, registerInboxJob } from '../../../../src/platform/inbox/inbox-worker.ts'
import { createBullQueue } from '../../../../src/platform/queue/create-bull-queue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import type { JobRequest } from '../../../../src/platform/queue/queue.ts'
import { until } from '../../../support/until.ts'
import { entry, handled, type InboxSystem, startInboxSystem } from './inbox-system.ts'

let system: InboxSystem
const toStop: (() => Promise<void>)[] = []
beforeEach(async () => {
  system = await startInboxSystem()
})
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop()
  await system.close()
})

/** A process with the worker role: queue on PostgreSQL, relay, handler. */
async function startWorkerProcess(handle: HandleEvent) {
  await prepareQueueSchema({ url: system.ownerUrl, grantTo: [new URL(system.url).username] })
  const registry = createJobRegistry([inboxJob])
  registerInboxJob(registry, system.createWorker(handle))
  const queue = createBullQueue({
    backend: { kind: 'postgres', url: system.url },
    registry,
    log: system.log,
    isWorker: true,
  })
  await queue.start()
  const relay = createInboxRelay({ ...system, queue })
  relay.start()
  toStop.push(
    () => relay.stop(),
    () => queue.close(),
  )
  return { relay, queue }
}

test('event in, handler runs, row done: through the queue on PostgreSQL', async () => {
  const seen: unknown[] = []
  const { relay } = await startWorkerProcess(async (payload) => {
    seen.push(payload)
    return handled()
  })
  const entries = Array.from({ length: 20 }, (_, n) => entry({ chat: `chat ${n % 3}`, payload: { n } }))
  await system.createStore(() => relay.wake()).store(entries)
  await until(async () => (await system.rows()).every(({ state }) => state === 'done'), { withinMs: 15_000 })
  expect(seen).toHaveLength(20)
  for (const chat of [0, 1, 2]) {
    const ofChat = (seen as { n: number }[]).map(({ n }) => n).filter((n) => n % 3 === chat)
    expect(ofChat).toEqual(ofChat.toSorted((a, b) => a - b))
  }
})

test('a handler that fails once is relayed again and ends well', async () => {
  let tries = 0
  await startWorkerProcess(async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return handled()
  })
  const one = entry()
  await system.createStore().store([one])
  await until(async () => (await system.row(one.id)).state === 'done', { withinMs: 15_000 })
  expect(tries).toBe(2)
})

test('marks rows as relayed only when the queue took them', async () => {
  const one = entry()
  await system.createStore().store([one])
  const added: JobRequest[] = []
  let isAway = true
  const relay = createInboxRelay({
    ...system,
    queue: {
      async add(jobs) {
        if (isAway) throw new Error('the queue is away')
        added.push(...[jobs].flat())
      },
    },
  })
  relay.start()
  toStop.push(() => relay.stop())
  await until(() => system.lines.some((line) => line.includes('the inbox waits')), { withinMs: 5000 })
  expect(await system.row(one.id)).toMatchObject({ relayedAt: null })
  isAway = false
  await until(() => added.length > 0, { withinMs: 10_000 })
  expect(added).toEqual([{ job: 'inbox', jobId: `event-${one.id}`, payload: { eventId: one.id } }])
  await until(async () => (await system.row(one.id)).relayedAt, { withinMs: 5000 })
})

test('two relays at once relay each row once', async () => {
  const entries = Array.from({ length: 1200 }, () => entry())
  await system.createStore().store(entries)
  const added: string[] = []
  const queue = {
    add: async (jobs: JobRequest | readonly JobRequest[]) =>
      void added.push(...[jobs].flat().map((job) => job.jobId as string)),
  }
  const relays = [createInboxRelay({ ...system, queue }), createInboxRelay({ ...system, queue })]
  for (const relay of relays) {
    relay.start()
    toStop.push(() => relay.stop())
  }
  await until(() => added.length >= 1200, { withinMs: 10_000 })
  expect(new Set(added).size).toBe(1200)
  expect(added).toHaveLength(1200)
})

test('the sweeper finds what was relayed and forgotten, and replies that nobody sent', async () => {
  const [lost, unanswered, fresh, done] = [entry(), entry({ chat: 'b' }), entry({ chat: 'c' }), entry({ chat: 'd' })]
  await system.createStore().store([lost, unanswered, fresh, done])
  await system
    .createWorker(
      async () => handled('hello'),
      () => Promise.reject(new Error('killed')),
    )
    .handleEvent(unanswered.id)
    .catch(() => {})
  await system.createWorker(async () => handled()).handleEvent(done.id)
  await system.database.prisma.inboxEvent.updateMany({
    where: { id: { in: [lost.id, unanswered.id, done.id] } },
    data: { relayedAt: new Date(Date.now() - 11_000) },
  })
  await system.database.prisma.inboxEvent.update({ where: { id: fresh.id }, data: { relayedAt: new Date() } })
  const found = await inboxSweepSource(system).findLost()
  expect(found.map(({ payload }) => payload)).toEqual([{ eventId: lost.id }, { eventId: unanswered.id }])
})
