import { DatabaseUnavailable, isDatabaseUnavailable, toDatabaseError } from '../../platform/db/database-errors.ts'
import type { Database } from '../../platform/db/open-database.ts'
import { createGroups } from '../../platform/in-groups.ts'
import { seal } from '../../platform/secrets/seal.ts'
import { type Box, packBox } from './box-rules.ts'
import type { PollKeys } from './poll-keys.ts'
import { insertBoxes, type SealedVote, type SealFate } from './spool-repo.ts'

export type { SealFate } from './spool-repo.ts'

const maxVotesPerInsert = 500
const maxInsertsAtOnce = 2 // one being committed while the next fills, as with the inbox

/**
 * Votes into the spool. Those that arrive while an insert runs share the next one. Resolved means on disk: `sealed`; or why it
 * is not: `counted` (this token has been, and cannot change any more), `closed`.
 */
export function createSpool(deps: { database: Pick<Database, 'pool'>; keys: Pick<PollKeys, 'findSpoolKey'> }) {
  const insert = createGroups({ most: maxVotesPerInsert, atOnce: maxInsertsAtOnce, run: insertAll })

  async function insertAll(votes: SealedVote[]): Promise<SealFate[]> {
    try {
      return await insertBoxes(deps.database.pool, votes)
    } catch (error) {
      // Nothing of these votes is said but that they were not stored: an error of pg would carry them.
      throw isDatabaseUnavailable(error) ? toDatabaseError(error) : new DatabaseUnavailable(codeOf(error))
    }
  }

  return {
    /** `boxBytes` is `boxBytesOf` the poll. @throws DATABASE_UNAVAILABLE (503) when nothing was stored, as far as is known. */
    async seal(pollId: string, box: Box, boxBytes: number): Promise<SealFate> {
      const clear = packBox(box, boxBytes)
      const key = deps.keys.findSpoolKey(pollId)
      if (!key) return 'closed'
      return insert({ pollId, token: Buffer.from(box.token, 'base64url'), box: seal(key, clear) })
    },
  }
}

export type Spool = ReturnType<typeof createSpool>

const codeOf = (error: unknown) => ({ code: (error as { code?: string }).code })
