import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../../src/platform/clock.ts'
import { createRelay, type Relay } from '../../../../src/platform/outbox/create-relay.ts'
import type { BullQueueOptions } from '../../../../src/platform/queue/create-bull-queue.ts'
import type { Queue } from '../../../../src/platform/queue/queue.ts'
import { startRedisServer } from '../../../support/redis-server.ts'
import { until } from '../../../support/until.ts'
import type { RelayOrder } from './relay-process.ts'
import { openWorkSystem, silent, type WorkSystem } from './work-system.ts'

const workCount = 1200
const redis = await startRedisServer()
afterAll(() => redis?.stop())

for (const kind of ['postgres', 'redis'] as const) {
  describe.skipIf(kind === 'redis' && redis === undefined)(`a relay that dies, with the queue on ${kind}`, () => {
    let system: WorkSystem
    let worker: Queue
    let backend: BullQueueOptions['backend']
    let prefix: string
    let relay: Relay | undefined
    let child: ChildProcess | undefined

    beforeEach(async () => {
      system = await openWorkSystem()
      prefix = randomUUID()
      backend = { kind, url: kind === 'redis' ? (redis?.url ?? '') : system.made.url }
      worker = system.openWorker(backend, prefix)
      await worker.start()
      await system.ask(workCount)
    })
    afterEach(async () => {
      child?.kill('SIGKILL')
      await relay?.stop()
      await worker.close()
      await system.close()
    })

    function spawnRelay(order: Pick<RelayOrder, 'dieAt' | 'forgetsFirst'>): ChildProcess {
      const script = fileURLToPath(new URL('./relay-process.ts', import.meta.url))
      const whole: RelayOrder = { databaseUrl: system.made.url, backend, prefix, ...order }
      child = spawn(process.execPath, [script, JSON.stringify(whole)], { stdio: 'inherit' })
      return child
    }

    function startRelay(): void {
      relay = createRelay({ database: system.database, queue: worker, log: silent, clock: systemClock })
      relay.start()
    }

    test.each(['before-add', 'after-add', 'before-commit'] as const)(
      '[R12] loses and doubles nothing when killed %s',
      async (dieAt) => {
        const [, signal] = await once(spawnRelay({ dieAt }), 'exit')
        expect(signal).toBe('SIGKILL')
        expect(await system.countOutbox()).toBe(workCount - 500)
        startRelay()
        await until(async () => (await system.countDone()) === workCount, { withinMs: 60_000 })
        await until(async () => (await system.countOutbox()) === 0, { withinMs: 2000 })
        expect(await system.reconcile()).toEqual({ lost: [], doubled: [] })
      },
    )

    test('[R12] frozen, holds its rows for 15 s at most, and changes nothing when it thaws', async () => {
      const frozen = spawnRelay({ dieAt: 'frozen-before-add' })
      await until(() => isFrozen(frozen.pid ?? 0), { withinMs: 20_000, what: 'the relay is frozen' })
      const frozenAt = Date.now()
      startRelay()
      await until(async () => (await system.countOutbox()) === 0, { withinMs: 20_000 })
      expect(Date.now() - frozenAt).toBeLessThan(15_000)
      frozen.kill('SIGCONT')
      await until(async () => (await system.countDone()) === workCount, { withinMs: 60_000 })
      await until(async () => Object.values((await worker.counts()).work ?? {}).every((count) => count === 0), {
        withinMs: 20_000,
      })
      expect(await system.reconcile()).toEqual({ lost: [], doubled: [] })
    })

    test('[R12] the reconciler complains when rows are forgotten before the queue has the jobs', async () => {
      await once(spawnRelay({ dieAt: 'after-commit', forgetsFirst: true }), 'exit')
      startRelay()
      await until(async () => (await system.countOutbox()) === 0, { withinMs: 20_000 })
      await until(async () => (await system.countDone()) === workCount - 500, { withinMs: 60_000 })
      expect((await system.reconcile()).lost).toHaveLength(500)
    })
  })
}

function isFrozen(pid: number): boolean {
  // "T" after the name in brackets: stopped by a signal.
  return /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
