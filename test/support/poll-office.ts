import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ulid } from 'ulid'
import { composeFeatures } from '../../src/compose/features.ts'
import { composePlatform } from '../../src/compose/platform.ts'
import { pollKeysFolder } from '../../src/compose/poll-keys-folder.ts'
import { loadConfig } from '../../src/config.ts'
import type { Role } from '../../src/contracts/roles.ts'
import { createCountService } from '../../src/features/polls/count-service.ts'
import { pollJobs } from '../../src/features/polls/index.ts'
import { createPollKeys } from '../../src/features/polls/poll-keys.ts'
import { writeVote } from '../../src/features/polls/vote-rules.ts'
import type { PostbackEvent } from '../../src/line/events/webhook-event.ts'
import type { LineUserId } from '../../src/line/ids.ts'
import type { Actor } from '../../src/platform/auth/auth.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createWriting } from '../../src/platform/http/api-guards.ts'
import { createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { createLog } from '../../src/platform/log.ts'
import { createJobRegistry } from '../../src/platform/queue/job-registry.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { createTestDatabase } from './test-database.ts'
import { startTestSimulator, testChannel } from './test-simulator.ts'

/**
 * The features as compose builds them, on a real database, with the count beside them under its own login and a simulator to
 * reply to. Jobs and the count are stepped by hand; the clock stands still until a test turns it.
 */
export async function openPollOffice(options: { hasLiff?: boolean; ballotUrl?: string } = {}) {
  const simulator = await startTestSimulator()
  await simulator.control('/settings', { limits: 'off' })
  const testDatabase = await createTestDatabase()
  const dir = mkdtempSync(join(tmpdir(), 'poll-office-'))
  const lines: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } })
  const config = loadConfig({
    env: {
      DATA_DIR: join(dir, 'data'),
      SECRETS_DIR: join(dir, 'secrets'),
      LINE_CHANNEL_SECRET: testChannel.secret,
      LINE_CHANNEL_ACCESS_TOKEN: testChannel.accessToken,
      LINE_API_URL: simulator.url,
      LINE_DATA_API_URL: simulator.url,
      ...(options.ballotUrl && { BALLOT_URL: options.ballotUrl }),
      ...(options.hasLiff !== false && { LINE_LOGIN_CHANNEL_ID: '1000000002', LIFF_ID: '1000000002-sucharit' }),
    },
  })
  let nowMs = Date.now()
  const clock = { now: () => new Date(nowMs) }
  const urls = { app: testDatabase.url, sender: testDatabase.senderUrl, isBallotLoginApart: true }
  const platform = composePlatform({ config, urls, clock, log })
  const features = composeFeatures(platform)
  const { database } = platform
  const ballot = openDatabase({ url: testDatabase.ballotUrl, poolSize: 4, log })
  const keys = createPollKeys(createKeyFolders(pollKeysFolder(config)))
  const counting = createCountService({ database: ballot, keys, log })
  const jobs = createJobRegistry(pollJobs)
  features.polls.registerJobs(jobs)
  const owner = new pg.Client({ connectionString: testDatabase.ownerUrl })
  await owner.connect()

  const writing = createWriting(database)
  const actors = new Map<string, Actor>()
  const principals = new Map<string, string[]>()
  const app = createApp({
    routers: [
      {
        at: '/api/v1',
        handlers: createApiHandler({
          router: {
            ...(await features.polls.routes(writing)),
            ...(await features.rooms.routes(writing)),
            ...(await features.campaigns.routes(writing)),
            ...(await features.audience.routes(writing)),
          } as never,
          auth: {
            findActor: async (bearer) => actors.get(bearer),
          },
          listPrincipals: async (_tx, userId) => principals.get(userId) ?? [],
          database,
          log,
        }),
      },
    ],
    isHttps: false,
    trustedProxies: [],
    log,
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }

  /** `standsFor`: whose deputy they are, if anybody's. */
  function hire(role: Role, standsFor: string[] = []): { bearer: string; userId: string } {
    const bearer = randomUUID()
    const userId = randomUUID()
    actors.set(bearer, { userId, role, via: 'token' })
    principals.set(userId, standsFor)
    return { bearer, userId }
  }
  const people = {
    editor: hire('editor'),
    approver: hire('approver'),
    owner: hire('owner'),
    viewer: hire('viewer'),
  }

  async function call(who: { bearer: string; language?: 'en' }, method: string, path: string, body?: unknown) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who.bearer}`,
        'content-type': 'application/json',
        ...(who.language && { 'accept-language': who.language }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const isJson = response.headers.get('content-type')?.includes('json')
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
    return { status: response.status, body: (isJson ? JSON.parse(bytes.toString()) : {}) as any, bytes }
  }

  const office = {
    dir,
    lines,
    simulator,
    database,
    ballot,
    owner,
    testDatabase,
    platform,
    features,
    clock,
    keys,
    people,
    hire,
    call,
    get: (path: string, who: Parameters<typeof call>[0] = people.approver) => call(who, 'GET', path),
    post: (path: string, body: unknown = {}, who = people.editor) => call(who, 'POST', path, body),
    turnClock(byMs: number) {
      nowMs += byMs
    },
    count: counting.step,
    async settle(pollId: string): Promise<void> {
      const job = jobs.find('settle-poll')
      await job?.handler({ pollId }, { jobId: randomUUID(), signal: new AbortController().signal })
    },
    /** Does what the rows call for now, as the sweeper asks for it. */
    async sweep(): Promise<void> {
      for (const source of features.polls.sweepSources) {
        for (const { job, payload } of await source.findLost()) {
          await jobs.find(job)?.handler(payload, { jobId: randomUUID(), signal: new AbortController().signal })
        }
      }
    },

    /** Registered staff whom the simulator knows; their LINE ids. */
    async addStaff(count: number): Promise<string[]> {
      const wanted = Array.from({ length: count }, (_, index) => ({ displayName: `คนที่ ${index}`, isFriend: true }))
      const { items } = await simulator.control('/users', wanted)
      const ids = (items as { userId: string }[]).map(({ userId }) => userId)
      await database.prisma.staff.createMany({
        data: ids.map((lineUserId) => ({ lineUserId, state: 'registered' as const })),
      })
      return ids
    },

    draft: (poll: Record<string, unknown> = {}) =>
      call(people.editor, 'POST', '/polls', {
        title: 'ความเห็นต่องบประมาณ',
        anonymity: 'chat',
        questions: [{ kind: 'scale', text: 'ท่านทราบแผนการใช้จ่ายเพียงใด' }],
        audience: { everyone: true },
        ...poll,
      }),
    /** Drafted, submitted and published by another person. */
    async publish(poll: Record<string, unknown> = {}): Promise<string> {
      const { id } = expectStatus(201, await office.draft(poll))
      expectStatus(200, await call(people.editor, 'POST', `/polls/${id}/submit`, {}))
      expectStatus(200, await call(people.approver, 'POST', `/polls/${id}/approve`, {}))
      return id
    },
    async open(poll: Record<string, unknown> = {}): Promise<string> {
      const id = await office.publish(poll)
      expectStatus(200, await call(people.approver, 'POST', `/polls/${id}/open`, {}))
      return id
    },
    async close(id: string): Promise<void> {
      expectStatus(200, await call(people.approver, 'POST', `/polls/${id}/close`, {}))
      await counting.step()
    },

    /** A tap as the edge hands it on. */
    tap(who: string, pollId: string, option: string, more: Partial<PostbackEvent> & { question?: string } = {}) {
      const { question = 'q1', ...rest } = more
      return features.polls.receiveVotes([
        {
          type: 'postback',
          webhookEventId: ulid(),
          happenedAt: clock.now(),
          mode: 'active',
          isRedelivery: false,
          source: { kind: 'user', userId: who as LineUserId },
          data: writeVote({ pollId, question, option }),
          params: {},
          ...rest,
        },
      ])
    },
    /** What the bot answers to words typed in the 1:1 chat. */
    async type(who: string, text: string): Promise<string[]> {
      const event = {
        type: 'message',
        webhookEventId: ulid(),
        happenedAt: clock.now(),
        mode: 'active',
        isRedelivery: false,
        source: { kind: 'user', userId: who as LineUserId },
        replyToken: 'unused',
        text,
      } as unknown as Parameters<typeof features.bot.handle>[0]
      const outcome = await database.transaction((tx) => features.bot.handle(event, tx))
      const messages = outcome.kind === 'handled' ? (outcome.reply?.messages ?? []) : []
      return messages.map((message) => ('text' in message ? message.text : JSON.stringify(message)))
    },
    tapAll: (who: string[], pollId: string, option: string) =>
      Promise.all(who.map((person) => office.tap(person, pollId, option))),
    async tally(pollId: string, question = 'q1'): Promise<Record<string, number>> {
      const { rows } = await owner.query(
        `SELECT option, count FROM ballot.tally WHERE poll_id = $1 AND question = $2 AND cut = ''`,
        [pollId, question],
      )
      return Object.fromEntries(rows.map(({ option, count }) => [option, Number(count)]))
    },
    async spooled(pollId: string): Promise<number> {
      const { rows } = await owner.query('SELECT count(*)::int FROM ballot.spool WHERE poll_id = $1', [pollId])
      return rows[0].count
    },
    audited: (action: string) => database.prisma.auditEntry.findMany({ where: { action } }),

    async dispose() {
      await new Promise((resolve) => server.close(resolve))
      await features.polls.close()
      await Promise.all([platform.close(), ballot.close(), owner.end()])
      await simulator.close()
      await testDatabase.drop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return office
}

export type PollOffice = Awaited<ReturnType<typeof openPollOffice>>

/** The body, when the answer is as expected. */
export function expectStatus<T>(status: number, answer: { status: number; body: T }): T {
  if (answer.status === status) return answer.body
  throw new Error(`Answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`)
}
