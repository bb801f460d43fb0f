import type { Board } from '../../contracts/polls.ts'

type Row = Omit<Board, 'tokens'> & { tokens: Buffer | null }

/** Nothing but the outcome is told of a poll that was not counted: also how few drew would tell something (PRIVACY 5.1). */
export function toBoard(row: Row): Board {
  if (row.outcome !== 'counted') {
    return { ...row, eligible: null, issued: null, cast: null, hash: null, tokens: null }
  }
  return { ...row, tokens: row.tokens?.toString('base64') ?? null }
}
