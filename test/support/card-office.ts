import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../src/contracts/roles.ts'
import { createBudget } from '../../src/features/budget/index.ts'
import { createContent } from '../../src/features/content/index.ts'
import { createIta } from '../../src/features/ita/index.ts'
import { createPictureFeature, pictureJobs } from '../../src/features/pictures/index.ts'
import { createUploads, uploadPaths } from '../../src/features/uploads/index.ts'
import { loadTemplates } from '../../src/line/flex/load-templates.ts'
import { createAudit } from '../../src/platform/audit/audit.ts'
import type { Actor } from '../../src/platform/auth/auth.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { createWriting } from '../../src/platform/http/api-guards.ts'
import { createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { createMediaRoute } from '../../src/platform/http/media-route.ts'
import { createLog } from '../../src/platform/log.ts'
import { createMediaStore } from '../../src/platform/media/media-store.ts'
import { enqueue } from '../../src/platform/outbox/enqueue.ts'
import { createPictures } from '../../src/platform/pictures/create-pictures.ts'
import { createJobRegistry } from '../../src/platform/queue/job-registry.ts'
import { createTestDatabase } from './test-database.ts'

const log = createLog({ level: 'silent' })

/** Cards and their pictures over HTTP, on a real database and a media folder of their own. Jobs are run by hand from the outbox. */
export async function openCardOffice() {
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ url: testDatabase.url, poolSize: 8, log })
  const folder = mkdtempSync(join(tmpdir(), 'card-office-'))
  const clock = { now: () => new Date() }
  const audit = createAudit({ database, clock })
  const media = createMediaStore(folder)
  const templates = loadTemplates(join(import.meta.dirname, '../../flex-templates'), {
    allowHttpLoopback: true,
    sizeOf: media.sizeOf,
  })
  const drawing = createPictures()
  const content = createContent({
    clock,
    audit,
    templates,
    renderCard: templates.renderMessage,
    makeHero: (tx, card) => pictures.makeHero(tx, card),
    findHero: (tx, card) => pictures.findHero(tx, card),
    findCuts: (tx, card) => pictures.findCuts(tx, card),
  })
  const pictures = createPictureFeature({
    database,
    clock,
    audit,
    media,
    pictures: drawing,
    log,
    publicUrl: 'http://localhost:3000',
    enqueue,
    renderCard: templates.renderMessage,
    getCard: content.getCard,
    listApprovedCards: content.listApprovedOf,
    agencyName: async () => 'หน่วยงานทดสอบ',
  })
  const budget = createBudget({
    clock,
    audit,
    agencyName: async () => 'หน่วยงานทดสอบ',
    budgetLookup: async () => ({ th: 'ดูรายละเอียดได้ที่ระบบของหน่วยงาน', url: 'https://budget.example.go.th/' }),
    createCard: content.createCard,
    findOwner: content.findOwner,
    checkPictures: pictures.checkFits,
    makePictures: pictures.makeOfCard,
  })
  const ita = createIta({
    clock,
    agencyName: async () => 'หน่วยงานทดสอบ',
    createCard: content.createCard,
    findOwner: content.findOwner,
    listMeasureStates: content.listMeasureStates,
    checkPictures: pictures.checkFits,
    makePictures: pictures.makeOfCard,
  })
  const uploads = createUploads({ audit, media, log, publicUrl: 'http://localhost:3000' })
  const jobs = createJobRegistry(pictureJobs)
  pictures.registerJobs(jobs)
  jobs.verify()

  const actors = new Map<string, Actor>()
  const writing = createWriting(database)
  const app = createApp({
    routers: [
      { at: '/', handlers: [createMediaRoute(media), pictures.pages] },
      {
        at: '/api/v1',
        handlers: createApiHandler({
          router: {
            ...(await content.routes(writing)),
            ...(await pictures.routes(writing)),
            ...(await uploads.routes(writing)),
            ...(await budget.routes(writing)),
            ...(await ita.routes(writing)),
          },
          roomyPaths: uploadPaths,
          auth: { findActor: async (bearer) => actors.get(bearer) },
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
  const url = `http://127.0.0.1:${port}`

  function hire(role: Role): { bearer: string; userId: string } {
    const person = { bearer: randomUUID(), userId: randomUUID() }
    actors.set(person.bearer, { userId: person.userId, role, via: 'token' })
    return person
  }

  async function call(
    { bearer, language = 'th' }: { bearer: string; language?: 'th' | 'en' },
    path: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'accept-language': language,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
    return { status: response.status, body: (await response.json()) as any }
  }

  /** Runs every job that the outbox holds, as the relay and the worker would; gives how many there were. */
  async function runJobs(): Promise<number> {
    const rows = await database.prisma.outboxJob.findMany()
    await database.prisma.outboxJob.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })
    for (const request of rows) await runJob(request)
    return rows.length
  }

  async function runJob(
    { job: name, jobId, payload }: { job: string; jobId: string; payload: unknown },
    signal = new AbortController().signal,
  ) {
    const job = jobs.find(name)
    if (!job) throw new Error(`There is no job ${name}.`)
    await job.handler(job.payload.parse(payload), { jobId, signal })
  }

  return {
    database,
    media,
    content,
    pictures,
    url,
    people: { editor: hire('editor'), approver: hire('approver'), owner: hire('owner'), viewer: hire('viewer') },
    call,
    runJob,
    runJobs,
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await drawing.close()
      await database.close()
      await testDatabase.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
