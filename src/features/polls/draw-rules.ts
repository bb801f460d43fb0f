export type DrawnPoll = {
  state: 'published' | 'open'
  isOneVisit: boolean
  opensAt: Date | null
  closesAt: Date | null
}

// PRIVACY 4.3: drawn and cast a day apart, nobody can match the two by their times.
const apartMs = 24 * 60 * 60 * 1000

/**
 * Whether ballots are given out now. Drawn ahead, they end 24 h before casting begins; of one visit, they are given out until
 * the close.
 */
export function isDrawing({ state, isOneVisit, opensAt, closesAt }: DrawnPoll, now: Date): boolean {
  if (closesAt && now >= closesAt) return false
  if (isOneVisit) return true
  return state === 'published' && (opensAt === null || now.getTime() < opensAt.getTime() - apartMs)
}
