import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Tx } from '../../../../src/platform/db/open-database.ts'
import { AppError } from '../../../../src/platform/errors.ts'
import { inboxRetention } from '../../../../src/platform/inbox/inbox-retention.ts'
import type { SendReply } from '../../../../src/platform/inbox/inbox-worker.ts'
import { entry, handled, type InboxSystem, startInboxSystem } from './inbox-system.ts'

let system: InboxSystem
beforeEach(async () => {
  system = await startInboxSystem()
})
afterEach(() => system.close())

/** A handler whose effect is a row, so that what is rolled back is seen to be gone. */
const leavesTrace = async (payload: unknown, tx: Tx) => {
  await tx.outboxJob.create({ data: { job: 'effect', jobId: 'effect', payload: payload as object } })
  return handled()
}
const effects = async () =>
  (await system.database.prisma.outboxJob.findMany({ orderBy: { id: 'asc' } })).map(({ payload }) => payload)

async function storeAll(...payloads: unknown[]) {
  const entries = payloads.map((payload) => entry({ payload }))
  await system.createStore().store(entries)
  return entries.map(({ id }) => id) as [string, ...string[]]
}

describe('handling', () => {
  test('hands the payload over, keeps the effect, blanks the row', async () => {
    const [id] = await storeAll({ text: 'ก' })
    await system.createWorker(leavesTrace).handleEvent(id)
    expect(await effects()).toEqual([{ text: 'ก' }])
    expect(await system.row(id)).toMatchObject({
      state: 'done',
      payload: null,
      reply: null,
      lane: null,
      dayKey: null,
      errorCode: null,
    })
  })

  test('marks what nobody answers as skipped, blanked too', async () => {
    const [id] = await storeAll({})
    await system.createWorker(async () => ({ kind: 'skipped' })).handleEvent(id)
    expect(await system.row(id)).toMatchObject({ state: 'skipped', payload: null, lane: null })
  })

  test('tells its handler when the event reached us, not when its turn came', async () => {
    const [id] = await storeAll({ n: 1 })
    await system.database.pool.query(`UPDATE inbox_event SET received_at = '2026-11-27T01:02:03Z' WHERE id = $1`, [id])
    const told: Date[] = []
    const worker = system.createWorker(async (_payload, _tx, receivedAt) => {
      told.push(receivedAt)
      return handled()
    })
    await worker.handleEvent(id)
    expect(told).toEqual([new Date('2026-11-27T01:02:03Z')])
  })

  test('an event that is unknown or done changes nothing', async () => {
    const [id] = await storeAll({ n: 1 })
    const worker = system.createWorker(leavesTrace)
    for (const one of [id, id, 'no such event']) await worker.handleEvent(one)
    expect(await effects()).toHaveLength(1)
  })

  test('[R9] has its effect once when many workers take it at the same moment', async () => {
    const ids = await storeAll({ n: 1 }, { n: 2 }, { n: 3 })
    const workers = [system.createWorker(leavesTrace), system.createWorker(leavesTrace)]
    await Promise.all([...ids, ...ids, ...ids].map((id, n) => workers[n % 2]?.handleEvent(id)))
    expect(await effects()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })
})

describe('order', () => {
  test('one chat is handled in the order things happened, whichever job comes first', async () => {
    const ids = await storeAll({ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 })
    const worker = system.createWorker(leavesTrace)
    await worker.handleEvent(ids[2] as string)
    expect(await effects()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    await worker.handleEvent(ids[3] as string)
    expect(await effects()).toHaveLength(4)
  })

  test('another chat does not wait', async () => {
    const [slow, quick] = [entry({ chat: 'slow', payload: 'slow' }), entry({ chat: 'quick', payload: 'quick' })]
    await system.createStore().store([slow, quick])
    const gate = Promise.withResolvers<void>()
    const worker = system.createWorker(async (payload) => {
      if (payload === 'slow') await gate.promise
      return handled()
    })
    const first = worker.handleEvent(slow.id)
    await worker.handleEvent(quick.id)
    expect(await system.row(quick.id)).toMatchObject({ state: 'done' })
    expect(await system.row(slow.id)).toMatchObject({ state: 'stored' })
    gate.resolve()
    await first
  })
})

describe('a failing handler', () => {
  const failing = async (payload: unknown, tx: Tx) => {
    await leavesTrace(payload, tx)
    throw new AppError('CARD_BROKEN', 'nothing of this may stay')
  }

  test('leaves nothing behind, keeps the event and has it relayed again later', async () => {
    const [id] = await storeAll({ n: 1 })
    await system.createWorker(failing).handleEvent(id)
    expect(await effects()).toEqual([])
    const row = await system.row(id)
    expect(row).toMatchObject({ state: 'stored', tryCount: 1, errorCode: 'CARD_BROKEN', relayedAt: null })
    expect(row.payload).not.toBeNull()
    expect(row.nextTryAt.getTime()).toBeGreaterThan(Date.now() + 1000)
  })

  test('is not tried again before its time, then it is', async () => {
    const [id] = await storeAll({ n: 1 })
    await system.createWorker(failing).handleEvent(id)
    const worker = system.createWorker(leavesTrace)
    await worker.handleEvent(id)
    expect(await effects()).toEqual([])
    system.turnClock(3000)
    await worker.handleEvent(id)
    expect(await effects()).toEqual([{ n: 1 }])
  })

  test('is passed by nothing of its chat: what came later waits for it', async () => {
    const [first, second] = await storeAll({ n: 1 }, { n: 2 })
    await system.createWorker(failing).handleEvent(first)
    const worker = system.createWorker(leavesTrace)
    await worker.handleEvent(second as string)
    expect(await effects()).toEqual([])
    system.turnClock(3000)
    await worker.handleEvent(second as string)
    expect(await effects()).toEqual([{ n: 1 }, { n: 2 }])
  })

  test('an error of the database inside it leaves nothing behind either', async () => {
    const [id] = await storeAll({ n: 1 })
    await system
      .createWorker(async (payload, tx) => {
        await leavesTrace(payload, tx)
        await tx.$executeRaw`SELECT 1 / 0`
        return handled()
      })
      .handleEvent(id)
    expect(await effects()).toEqual([])
    expect(await system.row(id)).toMatchObject({ state: 'stored', tryCount: 1, errorCode: 'HANDLER_FAILED' })
  })

  test('is set aside after 5 tries with its code, blanked, and its chat goes on', async () => {
    const [bad, good] = await storeAll({ bad: true }, { n: 2 })
    const worker = system.createWorker((payload, tx) =>
      (payload as { bad?: true }).bad ? failing(payload, tx) : leavesTrace(payload, tx),
    )
    for (let n = 0; n < 5; n += 1) {
      expect(await system.row(bad)).toMatchObject({ state: 'stored', tryCount: n })
      await worker.handleEvent(bad)
      system.turnClock(60_000)
    }
    expect(await system.row(bad)).toMatchObject({
      state: 'failed',
      errorCode: 'CARD_BROKEN',
      payload: null,
      lane: null,
    })
    await worker.handleEvent(good as string)
    expect(await effects()).toEqual([{ n: 2 }])
  })

  test('that waits for a lock of minutes is tried until it is given: nobody who leaves stays in for it', async () => {
    const [id] = await storeAll({ n: 1 })
    const worker = system.createWorker(async (payload, tx) => {
      await tx.$executeRaw`SET LOCAL lock_timeout = '20ms'`
      await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(4711)`
      return leavesTrace(payload, tx)
    })
    await system.database.transaction(async (planning) => {
      await planning.$executeRaw`SELECT pg_advisory_xact_lock(4711)`
      for (let n = 0; n < 6; n += 1) {
        await worker.handleEvent(id)
        system.turnClock(3000)
      }
    })
    expect(await system.row(id)).toMatchObject({ state: 'stored', tryCount: 0 })
    await worker.handleEvent(id)
    expect(await effects()).toEqual([{ n: 1 }])
  })

  test('a transaction that cannot be committed counts as a try', async () => {
    const [id] = await storeAll({ n: 1 })
    const worker = system.createWorker(async (payload, tx) => {
      await leavesTrace(payload, tx)
      await tx.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`
      return handled()
    })
    await expect(worker.handleEvent(id)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    expect(await effects()).toEqual([])
    expect(await system.row(id)).toMatchObject({ state: 'stored', tryCount: 1, relayedAt: null })
  })

  test('what people said is not in the log of the failure', async () => {
    const [id] = await storeAll({ text: 'ถ้อยคำของคนหนึ่ง' })
    await system.createWorker(failing).handleEvent(id)
    expect(system.lines.join()).toContain('CARD_BROKEN')
    expect(system.lines.join()).not.toContain('ถ้อยคำของคนหนึ่ง')
  })
})

describe('replies', () => {
  function recorder(outcome: Awaited<ReturnType<SendReply>> = 'accepted') {
    const sent: unknown[] = []
    const send = async (reply: unknown) => {
      sent.push(reply)
      return outcome
    }
    return { sent, send }
  }

  test('go out once the effects are committed', async () => {
    const [id] = await storeAll({ n: 1 })
    const worker = system.createWorker(
      async (payload, tx) => ({ ...(await leavesTrace(payload, tx)), reply: { say: 'ก' } }) as never,
      async (reply) => {
        expect(reply).toEqual({ say: 'ก' })
        expect(await effects()).toHaveLength(1)
        expect(await system.row(id)).toMatchObject({ state: 'answering', payload: null })
        return 'accepted'
      },
    )
    await worker.handleEvent(id)
    expect(await system.row(id)).toMatchObject({ state: 'done', reply: null })
  })

  test('wait sealed between the commit and the call', async () => {
    const [id] = await storeAll({})
    const worker = system.createWorker(
      async () => handled({ say: 'คำตอบเฉพาะบุคคล' }),
      async () => {
        const { rows } = await system.database.pool.query('SELECT reply FROM inbox_event WHERE id = $1', [id])
        expect((rows[0].reply as Buffer).includes('คำตอบเฉพาะบุคคล')).toBe(false)
        return 'accepted'
      },
    )
    await worker.handleEvent(id)
  })

  test('a process that dies between the commit and the call: the next look sends it, once, effects not again', async () => {
    const [id] = await storeAll({ n: 1 })
    const dying = system.createWorker(
      async (payload, tx) => ({ ...(await leavesTrace(payload, tx)), reply: 'สวัสดี' }) as never,
      () => Promise.reject(new Error('killed')),
    )
    await expect(dying.handleEvent(id)).rejects.toThrow('killed')
    expect(await system.row(id)).toMatchObject({ state: 'answering' })

    const { sent, send } = recorder()
    const next = system.createWorker(async () => expect.unreachable(), send)
    await next.handleEvent(id)
    await next.handleEvent(id)
    expect(sent).toEqual(['สวัสดี'])
    expect(await effects()).toHaveLength(1)
  })

  test('an answer far too late for its token is let go', async () => {
    const [id] = await storeAll({})
    const { sent, send } = recorder()
    await system
      .createWorker(
        async () => handled('hello'),
        () => Promise.reject(new Error('killed')),
      )
      .handleEvent(id)
      .catch(() => {})
    system.turnClock(16 * 60_000)
    await system.createWorker(async () => expect.unreachable(), send).handleEvent(id)
    expect(sent).toEqual([])
    expect(await system.row(id)).toMatchObject({ state: 'done', reply: null, errorCode: 'REPLY_TOO_LATE' })
  })

  test.each(['refused', 'unclear'] as const)('one that is %s is not tried a second time', async (outcome) => {
    const [id] = await storeAll({})
    const { sent, send } = recorder(outcome)
    const worker = system.createWorker(async () => handled('hello'), send)
    await worker.handleEvent(id)
    await worker.handleEvent(id)
    expect(sent).toEqual(['hello'])
    expect(await system.row(id)).toMatchObject({ state: 'done' })
  })
})

describe('destroyed keys', () => {
  test('an event whose key is gone ends as failed, without a crash, and its chat goes on', async () => {
    const [old] = await storeAll({ n: 1 })
    system.secrets.destroyDayKeysBefore('9999-12-31')
    const [fresh] = await storeAll({ n: 2 })
    // A new key of the same day cannot open what the old one sealed.
    await system.createWorker(leavesTrace).handleEvent(fresh)
    expect(await system.row(old)).toMatchObject({ state: 'failed', errorCode: 'KEY_DESTROYED', payload: null })
    expect(await effects()).toEqual([{ n: 2 }])
  })

  test('a reply whose key is gone ends as failed and is not sent', async () => {
    const [id] = await storeAll({})
    await system
      .createWorker(
        async () => handled('hello'),
        () => Promise.reject(new Error('killed')),
      )
      .handleEvent(id)
      .catch(() => {})
    system.secrets.destroyDayKeysBefore('9999-12-31')
    await system
      .createWorker(
        async () => expect.unreachable(),
        async () => expect.unreachable(),
      )
      .handleEvent(id)
    expect(await system.row(id)).toMatchObject({ state: 'failed', errorCode: 'KEY_DESTROYED', reply: null })
  })
})

describe('retention', () => {
  const dayMs = 86_400_000
  const apply = () =>
    system.database.transaction((tx) => inboxRetention({ secrets: system.secrets }).apply(tx, system.clock.now()))

  test('blanks unhandled words after a day and forgets ids after 30', async () => {
    const [id] = await storeAll({ n: 1 })
    expect(await apply()).toBe(0)
    system.turnClock(dayMs - 3_600_000 + 1000) // an hour early: the next look is an hour away
    expect(await apply()).toBe(1)
    expect(await system.row(id)).toMatchObject({ state: 'failed', errorCode: 'TOO_OLD', payload: null, lane: null })
    system.turnClock(29 * dayMs + 3_600_000)
    expect(await apply()).toBe(1)
    expect(await system.rows()).toEqual([])
  })

  test('destroys the keys of a day within 48 h, and keeps yesterday’s until an hour before', async () => {
    const keysLeftAt = async (time: string) => {
      for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) system.secrets.dayKey(day)
      const now = new Date(`${time}+07:00`)
      await system.database.transaction((tx) => inboxRetention({ secrets: system.secrets }).apply(tx, now))
      return ['2026-11-20', '2026-11-21', '2026-11-22'].filter((day) => system.secrets.findDayKey(day))
    }
    expect(await keysLeftAt('2026-11-22T22:59:59')).toEqual(['2026-11-21', '2026-11-22'])
    expect(await keysLeftAt('2026-11-22T23:05:00')).toEqual(['2026-11-22'])
  })

  test('destroys keys though the database is away', async () => {
    system.secrets.dayKey('2020-01-01')
    const away = { inboxEvent: { updateMany: () => Promise.reject(new Error('away')) } } as never
    await expect(inboxRetention({ secrets: system.secrets }).apply(away, system.clock.now())).rejects.toThrow('away')
    expect(system.secrets.findDayKey('2020-01-01')).toBeUndefined()
  })
})
