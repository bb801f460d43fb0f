import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createInboxStore, type InboxEntry } from '../../../../src/platform/inbox/inbox-store.ts'
import {
  createInboxWorker,
  type EventOutcome,
  type HandleEvent,
  type SendReply,
} from '../../../../src/platform/inbox/inbox-worker.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createMetrics } from '../../../../src/platform/metrics.ts'
import { createSecrets } from '../../../../src/platform/secrets/secrets.ts'
import { createTestDatabase } from '../../../support/test-database.ts'

/** An inbox on a database of its own, with a clock the test can turn and the log in memory. */
export async function startInboxSystem() {
  const testDatabase = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'inbox-'))
  const lines: string[] = []
  const log = createLog({ level: 'trace', destination: { write: (line) => void lines.push(line) } })
  const database = openDatabase({ url: testDatabase.url, poolSize: 8, log })
  const secrets = createSecrets(join(folder, 'secrets'))
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const common = { database, secrets, clock, log }

  return {
    ...testDatabase,
    ...common,
    folder,
    lines,
    turnClock(byMs: number) {
      aheadMs += byMs
    },
    /** Another store is another web process: nothing is shared but the database and the keys. */
    createStore: (onStored: () => void = () => {}, over: Partial<{ database: Database }> = {}) =>
      createInboxStore({ ...common, ...over, onStored }),
    createWorker: (handle: HandleEvent, sendReply: SendReply = async () => 'accepted') =>
      createInboxWorker({ ...common, metrics: createMetrics(), handle, sendReply }),
    rows: () => database.prisma.inboxEvent.findMany({ orderBy: [{ happenedAt: 'asc' }, { id: 'asc' }] }),
    row: (id: string) => database.prisma.inboxEvent.findUniqueOrThrow({ where: { id } }),
    async close() {
      await database.close()
      await testDatabase.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type InboxSystem = Awaited<ReturnType<typeof startInboxSystem>>

let seconds = 0
/** Each entry happens a second after the one made before it. */
export function entry(over: Partial<InboxEntry> = {}): InboxEntry {
  seconds += 1
  return {
    id: ulid(),
    chat: `U${'c'.repeat(32)}`,
    happenedAt: new Date(Date.now() - 600_000 + seconds * 1000),
    payload: { text: 'สวัสดีครับ' },
    ...over,
  }
}

export const handled = (reply?: unknown): EventOutcome => ({ kind: 'handled', ...(reply !== undefined && { reply }) })
