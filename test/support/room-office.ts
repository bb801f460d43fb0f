import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, Question } from '../../src/contracts/polls.ts'
import type { Role } from '../../src/contracts/roles.ts'
import type { RoomState } from '../../src/contracts/room.ts'
import { createPollKeys } from '../../src/features/polls/poll-keys.ts'
import { createRooms } from '../../src/features/polls/room-index.ts'
import { createAudit } from '../../src/platform/audit/audit.ts'
import type { Actor } from '../../src/platform/auth/auth.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createWriting } from '../../src/platform/http/api-guards.ts'
import { createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createBuiltPage } from '../../src/platform/http/built-page.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { startServer } from '../../src/platform/http/start-server.ts'
import { createLive } from '../../src/platform/live/create-live.ts'
import { createLog } from '../../src/platform/log.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { findFreePorts } from './free-ports.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const log = createLog({ level: 'silent' })
const webDir = join(import.meta.dirname, '../../dist/web')

/**
 * The web role's part in open rooms on a real database under the application's own login: API, streams and built pages. Polls
 * are put into it as they are once published. The clock stands still until a test turns it.
 */
export async function openRoomOffice(options: { testDatabase?: TestDatabase; folder?: string } = {}) {
  const testDatabase = options.testDatabase ?? (await createTestDatabase())
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rooms-'))
  const database = openDatabase({ url: testDatabase.url, poolSize: 8, log })
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const audit = createAudit({ database, clock })
  const keys = createPollKeys(createKeyFolders(join(folder, 'polls')))
  const lasting = Buffer.alloc(32, 7)
  const actors = new Map<string, Actor>()

  const openRooms = (publicUrl: string) =>
    createRooms({
      database,
      clock,
      audit,
      log,
      publicUrl,
      lastingKey: () => lasting,
      findRole: async (_tx, userId) => [...actors.values()].find((actor) => actor.userId === userId)?.role,
      findNamer: keys.findNamer,
      openLive: (live) => createLive({ ...live, url: testDatabase.url, pool: database.pool, log }),
    })
  const [port] = (await findFreePorts(1)) as [number]
  const url = `http://127.0.0.1:${port}`
  const rooms = openRooms(url)
  const app = createApp({
    routers: [
      { at: '/', handlers: ['screen', 'join'].map((name) => createBuiltPage(name, join(webDir, name))) },
      {
        at: '/api/v1',
        handlers: [
          rooms.edge(),
          ...createApiHandler({
            router: (await rooms.routes(createWriting(database))) as never,
            auth: { findActor: async (bearer) => actors.get(bearer) },
            database,
            log,
          }),
        ],
      },
    ],
    isHttps: false,
    trustedProxies: [],
    log,
  })
  const server = await startServer(app, { port, host: '127.0.0.1', variable: 'PORT' })

  async function call(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
    return { status: response.status, body: (await response.json()) as any }
  }

  const office = {
    url,
    database,
    testDatabase,
    folder,
    keys,
    audit,
    rooms,
    call,
    turnClock(byMs: number) {
      aheadMs += byMs
    },
    hire(role: Role): { userId: string; headers: Record<string, string> } {
      const bearer = randomUUID()
      const userId = randomUUID()
      actors.set(bearer, { userId, role, via: 'token' })
      return { userId, headers: { authorization: `Bearer ${bearer}` } }
    },
    demote(userId: string) {
      for (const actor of actors.values()) if (actor.userId === userId) actor.role = 'viewer'
    },
    /** A published poll with its keys, partitions and room. */
    async addRoom(
      questions: readonly Question[],
      poll: { title?: string; language?: 'th' | 'en'; state?: 'published' | 'open'; threshold?: number } = {},
    ) {
      const { id } = await database.prisma.poll.create({
        data: {
          title: poll.title ?? 'ประชุมรับฟังความเห็น',
          language: poll.language ?? 'th',
          anonymity: 'room',
          state: poll.state ?? 'open',
          threshold: poll.threshold ?? 5,
          questions: questions as never,
          audience: {},
          level: 'room',
          promise: ['ระบบไม่บันทึกว่าใครตอบ', 'หนึ่งเครื่องตอบได้หนึ่งครั้ง'],
          authorId: 'test',
        },
      })
      keys.make(id)
      await database.prisma.$executeRaw`SELECT ballot.prepare_poll(${id}::uuid)`
      await database.transaction((tx) => rooms.createRoom(tx, id))
      const { code } = await database.prisma.room.findUniqueOrThrow({ where: { pollId: id } })
      return { pollId: id, code }
    },
    async setState(pollId: string, state: 'open' | 'closed') {
      await database.prisma.poll.update({ where: { id: pollId }, data: { state } })
      rooms.wake(pollId)
    },
    see: async (code: string): Promise<RoomState> => (await call(`/rooms/${code}`)).body,
    /** One device answers the question that its screen shows. */
    async answer(code: string, answer: Answer, device = newDevice(), shown?: Pick<RoomState, 'question' | 'round'>) {
      const { question, round } = shown ?? (await office.see(code))
      return call(`/rooms/${code}/answers`, { device, question: question.key, round, answer })
    },
    async close() {
      await rooms.close()
      await server.close()
      await database.close()
      if (!options.testDatabase) await testDatabase.drop()
      if (!options.folder) rmSync(folder, { recursive: true, force: true })
    },
  }
  return office
}

export type RoomOffice = Awaited<ReturnType<typeof openRoomOffice>>

export const newDevice = () => randomBytes(16).toString('base64url')
