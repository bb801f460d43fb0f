import { DatabaseUnavailable, isDatabaseUnavailable, toDatabaseError } from '../../platform/db/database-errors.ts'
import type { Database } from '../../platform/db/open-database.ts'
import { seal } from '../../platform/secrets/seal.ts'
import { type Box, packBox } from './box-rules.ts'
import type { PollKeys } from './poll-keys.ts'
import { insertBoxes, type SealedVote, type SealFate } from './spool-repo.ts'

export type { SealFate } from './spool-repo.ts'

type Waiting = { vote: SealedVote; done(fate: SealFate): void; fail(error: unknown): void }

const maxVotesPerInsert = 500
const maxInsertsAtOnce = 2 // one being committed while the next fills, as with the inbox

/**
 * Votes into the spool. Those that arrive while an insert runs share the next one. Resolved means on disk: `sealed`; or why it
 * is not: `counted` (this token has been, and cannot change any more), `closed`.
 */
export function createSpool(deps: { database: Pick<Database, 'pool'>; keys: Pick<PollKeys, 'findSpoolKey'> }) {
  const waiting: Waiting[] = []
  let running = 0

  async function flush(): Promise<void> {
    if (running >= maxInsertsAtOnce || waiting.length === 0) return
    const group = waiting.splice(0, maxVotesPerInsert)
    running += 1
    try {
      const fates = await insertBoxes(
        deps.database.pool,
        group.map(({ vote }) => vote),
      )
      for (const [index, one] of group.entries()) one.done(fates[index] as SealFate)
    } catch (error) {
      // Nothing of these votes is said but that they were not stored: an error of pg would carry them.
      const reason = isDatabaseUnavailable(error) ? toDatabaseError(error) : new DatabaseUnavailable(codeOf(error))
      for (const one of group) one.fail(reason)
    } finally {
      running -= 1
      void flush()
    }
  }

  return {
    /** `boxBytes` is `boxBytesOf` the poll. @throws DATABASE_UNAVAILABLE (503) when nothing was stored, as far as is known. */
    async seal(pollId: string, box: Box, boxBytes: number): Promise<SealFate> {
      const clear = packBox(box, boxBytes)
      const key = deps.keys.findSpoolKey(pollId)
      if (!key) return 'closed'
      const vote = { pollId, token: Buffer.from(box.token, 'base64url'), box: seal(key, clear) }
      return new Promise((done, fail) => {
        waiting.push({ vote, done, fail })
        void flush()
      })
    },
  }
}

export type Spool = ReturnType<typeof createSpool>

const codeOf = (error: unknown) => ({ code: (error as { code?: string }).code })
