import type { Tx } from '../../platform/db/open-database.ts'

/** What is known of a poll that the hour may ask something of. */
export type DuePoll = {
  id: string
  state: string
  anonymity: string
  isOneVisit: boolean
  opensAt: Date | null
  closesAt: Date | null
  drawsReleased: number
  threshold: number
}

/** How many people drew late in these windows. */
export async function countDrawnIn(tx: Tx, pollId: string, windows: { after: number; upTo: number }): Promise<number> {
  const [row] = await tx.$queryRaw<{ drawn: number }[]>`
    SELECT count(DISTINCT staff_id)::int AS drawn FROM ballot.issuance
    WHERE poll_id = ${pollId}::uuid AND draw_window > ${windows.after} AND draw_window <= ${windows.upTo}`
  return row?.drawn ?? 0
}
