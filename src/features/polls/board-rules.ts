import { type Board, ballotParts } from '../../contracts/polls.ts'
import type { BoardRow } from './cast-repo.ts'

/** Nothing but the outcome is told of a poll that was not counted: also how few drew would tell something (PRIVACY 5.1). */
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
