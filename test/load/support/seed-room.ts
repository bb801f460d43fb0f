import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { createPollKeys } from '../../../src/features/polls/poll-keys.ts'
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createKeyFolders } from '../../../src/platform/secrets/key-folders.ts'
import { sampleQuestions } from '../../support/room-states.ts'

/** An open room with one question in a running product's embedded database; gives its code. */
export async function seedRoom(folder: string): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    isService: false,
    log: createLog({ level: 'error' }),
  })
  const client = new pg.Client({ connectionString: server.urls.app })
  await client.connect()
  try {
    const [id, code] = [randomUUID(), '482915']
    createPollKeys(createKeyFolders(join(folder, 'secrets/polls'))).make(id)
    await client.query(
      `INSERT INTO poll (id, title, anonymity, state, questions, audience, level, author_id, updated_at)
       VALUES ($1, 'ประชุมรับฟังความเห็น', 'room', 'open', $2, '{}', 'room', 'bench', now())`,
      [id, JSON.stringify([sampleQuestions.single])],
    )
    await client.query('INSERT INTO room (poll_id, code) VALUES ($1, $2)', [id, code])
    await client.query('SELECT ballot.prepare_poll($1)', [id])
    return code
  } finally {
    await client.end()
    await server.stop() // ends our share of it: whoever started it stops it
  }
}
