import type { Answers } from '../../contracts/polls.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db/open-database.ts'

/** A ballot without a name, as it goes into the sealed box. */
export type NamelessVote = { poll: string; token: Buffer; answers: Answers; cut?: string | undefined }

export type CastDeps = {
  /** The ballot login's: it knows neither people nor who has drawn. */
  database: Database
  clock: Clock
  /** Resolves when the box is stored, or says why none is: closed, or this ballot is counted already. */
  sealVote(vote: NamelessVote): Promise<'sealed' | 'counted' | 'closed'>
  /** The random bytes of ballots that wait in sealed boxes. */
  listSealedTokens(pollId: string): Promise<Buffer[]>
  /** The built page B. */
  pageDir: string
}
