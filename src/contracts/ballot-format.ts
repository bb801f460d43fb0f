import type { BallotPart } from './polls.ts'

// Apart from polls.ts, which needs zod: the ballot page has 40 KB for everything.

/** What a ballot is good for. It is signed with the ballot's 32 random bytes, so that none can be moved to another poll or part. */
export const ballotContext = (poll: string, part: BallotPart): string => `ballot/v1|${poll}|${part}`

/** Public halves by part, SPKI DER in base64. */
export type PublicKeys = Partial<Record<BallotPart, string>>

export const nonceBytes = 32

/**
 * Every `POST /cast` has exactly this many bytes, whatever was answered: 1,500 Thai letters are 4,500 bytes, the signature of a
 * key of 3,072 bits 512, and the longest set of answers that is no text stays below both.
 */
export const castBodyBytes = 8192

/** A drawn ballot on its way from page A to page B, in the fragment of the address, which no server is sent. */
export type HandedBallot = {
  poll: string
  part: BallotPart
  nonce: string
  signature: string
  fingerprint: string
  /** Of a ballot drawn late: it waits until the poll's paper has released this window. */
  window?: number
}
export type HandOver = { v: 1; poll: string | null; lang: 'th' | 'en' | null; ballots: HandedBallot[] }
