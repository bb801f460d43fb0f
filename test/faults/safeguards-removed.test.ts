import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasSqlState } from '../../src/platform/db/database-errors.ts'
import { type CampaignOffice, openCampaignOffice } from '../support/campaign-office.ts'
import { createCarelessSender } from '../support/careless-sender.ts'
import { type Books, countReconciled, reconcile } from '../support/reconcile.ts'
import type { LedgerItem } from '../support/system.ts'
import { until } from '../support/until.ts'

// A test of the tests: the same fault twice on the real sending loop, with a safeguard and without it. The reconciler, which the
// other files trust, must be content with the first and complain of the second.
type Stage = Awaited<ReturnType<typeof openStage>>
type Safeguard = {
  name: string
  /** Gives whom the campaign was meant for. */
  strike(stage: Stage, marker: string): Promise<string[]>
  takeOut(stage: Stage): void | Promise<void>
  /** Left out: nothing at all. Where nobody can tell whether a message arrived, its row says so, and does not say accepted. */
  withIt?: string
  without: string
}

const markers = { withIt: 'มีเครื่องกันครบ', without: 'ถอดเครื่องกันออก' }
const violatesUnique = '23505'

const safeguards: Safeguard[] = [
  {
    name: 'the stored retry key, the same at every try',
    strike: loseAnswers,
    takeOut: ({ sender }) => sender.changeStatements([['retry_key AS "retryKey"', 'gen_random_uuid() AS "retryKey"']]),
    without: 'lost 0, doubled 3, orphaned 0',
  },
  {
    name: 'a repeated key (409) counts as accepted',
    strike: loseAnswers,
    takeOut: ({ sender }) => sender.refuseRepeats(),
    without: 'lost 0, doubled 0, orphaned 3',
  },
  {
    name: 'given up at 23 h, before LINE forgets the key',
    async strike(stage, marker) {
      const { runId, meant } = await plan(stage, marker, { groups: 3 })
      await stage.office.simulator.control('/faults', [{ endpoint: 'push', mode: 'lose-answer', times: 3 }])
      await stage.office.drain(runId)
      stage.turnClocks(25 * 3_600_000)
      await stage.office.drain(runId)
      return meant
    },
    takeOut: ({ sender }) =>
      sender.changeStatements([
        ['(d.first_tried_at IS NULL OR d.first_tried_at >= $6)', '$6::timestamptz IS NOT NULL'],
        ['first_tried_at < $2 AND', `first_tried_at < $2::timestamptz - interval '1 year' AND`],
      ]),
    withIt: 'lost 0, doubled 0, orphaned 3',
    without: 'lost 0, doubled 3, orphaned 0',
  },
  {
    name: 'a multicast refused after an unclear try is not split',
    async strike(stage, marker) {
      const { runId, meant } = await plan(stage, marker, { people: 4 })
      await stage.office.simulator.control('/faults', [
        { endpoint: 'multicast', mode: 'lose-answer', times: 1 },
        { endpoint: 'multicast', mode: 'status', status: 400, times: 1 },
      ])
      await drainTwice(stage, runId)
      return meant
    },
    takeOut: ({ sender }) => sender.changeStatements([['try_count AS "tryCount"', '0 AS "tryCount"']]),
    withIt: 'lost 0, doubled 0, orphaned 4',
    without: 'lost 0, doubled 4, orphaned 0',
  },
  {
    name: 'the fence at the mark: a worker frozen past its lease changes nothing',
    async strike(stage, marker) {
      const { office, sender } = stage
      const { runId, meant } = await plan(stage, marker, { people: 4 })
      const [thawed, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const stranger = `U${randomBytes(16).toString('hex')}`
      sender.interceptMulticasts(
        // LINE refuses the first call for good; its worker is frozen before it reads so.
        (send) => async (request) => {
          await thawed.promise
          return send({ ...request, to: [stranger], retryKey: randomUUID() })
        },
        // It accepts the second worker's, which is still to read that.
        (send) => async (request) => {
          const accepted = await send(request)
          await answered.promise
          return accepted
        },
      )
      const frozen = office.drain(runId)
      await until(() => sender.awaitsMulticasts() === 1, { withinMs: 10_000, what: 'the call of the first worker' })
      office.turnClock(30_001)
      const second = office.drain(runId)
      const arrived = async () => (await stage.books.sim.sentWith(marker)).length === 1
      await until(arrived, { withinMs: 10_000, what: 'the call of the second' })
      thawed.resolve()
      await frozen
      answered.resolve()
      await second
      return meant
    },
    takeOut: ({ sender }) =>
      sender.changeStatements([
        ['WHERE id = $1 AND fence = $2 AND state', 'WHERE id = $1 AND $2::uuid IS NOT NULL AND state'],
      ]),
    without: 'lost 0, doubled 4, orphaned 0',
  },
  {
    name: 'recipients frozen at the first try: who withdraws later is not taken out',
    async strike(stage, marker) {
      const { runId, meant } = await plan(stage, marker, { people: 4 })
      await stage.office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'lose-answer', times: 1 }])
      await stage.office.drain(runId)
      await stage.office.withdraw(meant[0] as string, 'blocked')
      stage.turnClocks(60_000)
      await stage.office.drain(runId)
      return meant
    },
    async takeOut({ change }) {
      await change(
        `CREATE FUNCTION take_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.state = ''skipped''; RETURN NEW; END'`,
      )
      await change(`CREATE TRIGGER take_out BEFORE UPDATE ON recipient FOR EACH ROW
                    WHEN (NEW.state = 'planned' AND NEW.reason IS NOT NULL) EXECUTE FUNCTION take_out()`)
    },
    without: 'lost 0, doubled 0, orphaned 1',
  },
  {
    name: 'messages frozen with the plan: words changed later are of no effect',
    async strike(stage, marker) {
      const { runId, meant } = await plan(stage, marker, { groups: 3 })
      await stage.office.simulator.control('/faults', [{ endpoint: 'push', mode: 'reset', times: 2 }])
      await drainTwice(stage, runId)
      return meant
    },
    // As if the card were read anew at each drain, and had been written anew after the first.
    takeOut: ({ sender }) =>
      sender.changeStatements([
        [
          'SELECT messages,',
          `SELECT CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE run_id = run.id AND first_tried_at IS NOT NULL)
             THEN replace(messages::text, '${markers.without}', 'แก้ถ้อยคำแล้ว')::jsonb ELSE messages END AS messages,`,
        ],
      ]),
    without: 'lost 2, doubled 0, orphaned 0',
  },
  {
    name: 'one recipient row per run and chat',
    async strike(stage, marker) {
      const { office } = stage
      const { runId, meant } = await schedule(stage, marker, { groups: 3 })
      stage.readAudienceTwice(true)
      await office.runJob('start-run', runId).catch(exceptUnique)
      stage.readAudienceTwice(false)
      await office.runJob('start-run', runId)
      await office.drain(runId)
      return meant
    },
    takeOut: ({ change }) => change('DROP INDEX recipient_run_id_chat_id_key'),
    without: 'lost 0, doubled 3, orphaned 0',
  },
  {
    name: 'one run per campaign and time',
    async strike(stage, marker) {
      const { runId, meant } = await schedule(stage, marker, { groups: 3 })
      const secondId = randomUUID()
      // Another scheduler, that did not see the first one's run.
      await stage
        .change(
          `INSERT INTO run (id, campaign_id, scheduled_for, due_at)
           SELECT '${secondId}', campaign_id, scheduled_for, due_at FROM run WHERE id = '${runId}'`,
        )
        .catch(exceptUnique)
      for (const job of ['start-run', 'drain']) for (const id of [runId, secondId]) await stage.office.runJob(job, id)
      return meant
    },
    takeOut: ({ change }) => change('DROP INDEX run_campaign_id_scheduled_for_key'),
    without: 'lost 0, doubled 3, orphaned 0',
  },
]

describe.each(safeguards)('[R10] $name', ({ strike, takeOut, withIt = 'lost 0, doubled 0, orphaned 0', without }) => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  async function count(marker: string): Promise<string> {
    const meant = await strike(stage, marker)
    return countReconciled(await reconcile(stage.books, marker, meant))
  }

  test(`with it: ${withIt}`, async () => {
    expect(await count(markers.withIt)).toBe(withIt)
  })

  test(`without it the reconciler complains: ${without}`, async () => {
    await takeOut(stage)
    expect(await count(markers.without)).toBe(without)
    expect(stage.sender.unmet()).toEqual([])
  })
})

async function openStage() {
  const sender = createCarelessSender()
  let isReadTwice = false
  const office: CampaignOffice = await openCampaignOffice({
    wrapLine: sender.wrapLine,
    wrapPool: sender.wrapPool,
    needs: {
      async *readAudience(...asked) {
        for await (const page of office.audience.readAudience(...asked)) {
          yield page
          if (isReadTwice) yield page
        }
      },
    },
  })
  const owner = new pg.Pool({ connectionString: office.testDatabase.ownerUrl, max: 1 })
  const books: Books = {
    query: async (sql, values) => (await owner.query(sql, values)).rows,
    sim: {
      sentWith: async (marker) =>
        ((await office.simulator.ledger()) as LedgerItem[]).filter(({ messages }) =>
          JSON.stringify(messages).includes(marker),
        ),
    },
  }
  return {
    office,
    sender,
    books,
    /** Under the login that may change the schema. */
    async change(sql: string): Promise<void> {
      await owner.query(sql)
    },
    /** As when the relay of two pages overlaps: every page comes twice. */
    readAudienceTwice(isTwice: boolean): void {
      isReadTwice = isTwice
    },
    turnClocks(byMs: number): void {
      office.turnClock(byMs)
      office.simulator.turnClock(byMs)
    },
    async close(): Promise<void> {
      await owner.end()
      await office.close()
    },
  }
}

/** A campaign with these words to so many groups and people, approved. */
async function schedule({ office }: Stage, marker: string, size: { groups?: number; people?: number }) {
  const groups = await Promise.all(Array.from({ length: size.groups ?? 0 }, () => office.addGroup()))
  const people = await office.addPeople(size.people ?? 0)
  const { runId } = await office.schedule({
    name: `ทดสอบ ${marker}`,
    message: { template: 'notice', data: { title: marker, text: 'ข้อความทดสอบ' } },
    audience: { groups, people },
  })
  return { runId, meant: [...groups, ...people].map(office.chatIdOf) }
}

async function plan(stage: Stage, marker: string, size: { groups?: number; people?: number }) {
  const scheduled = await schedule(stage, marker, size)
  await stage.office.runJob('start-run', scheduled.runId)
  return scheduled
}

async function drainTwice({ office, turnClocks }: Stage, runId: string): Promise<void> {
  await office.drain(runId)
  turnClocks(60_000)
  await office.drain(runId)
}

/** LINE takes every message and its answers are lost, so that each is tried again. */
async function loseAnswers(stage: Stage, marker: string): Promise<string[]> {
  const { runId, meant } = await plan(stage, marker, { groups: 3 })
  await stage.office.simulator.control('/faults', [{ endpoint: 'push', mode: 'lose-answer', times: 3 }])
  await drainTwice(stage, runId)
  return meant
}

function exceptUnique(error: unknown): void {
  if (!hasSqlState(error, violatesUnique)) throw error
}
