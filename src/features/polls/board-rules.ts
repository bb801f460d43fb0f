import type { PublicKeys } from '../../contracts/ballot-format.ts'
import { type BallotPart, type Board, ballotParts } from '../../contracts/polls.ts'

export type BoardRow = {
  poll: string
  outcome: string | null
  eligible: number | null
  issued: number | null
  cast: number | null
  hash: string | null
  holdReason: string | null
  isReleased: boolean
  wasOpened: boolean
  keys: PublicKeys
  counts: Partial<Record<BallotPart, number>> | null
  score: Buffer | null
  text: Buffer | null
}

/** Nothing but the outcome is told of a poll that was not counted: also how few drew would tell something. */
export function toBoard({ keys, counts, score, text, ...board }: BoardRow): Board {
  if (board.outcome !== 'counted') return { ...board, eligible: null, issued: null, cast: null, hash: null, parts: [] }
  const lists = { score, text }
  const parts = ballotParts
    .filter((part) => keys[part] !== undefined)
    .map((part) => {
      const cast = counts?.[part] ?? null
      return { part, cast, tokens: cast === null ? null : (lists[part]?.toString('base64') ?? null) }
    })
  return { ...board, parts }
}
