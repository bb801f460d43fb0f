export const refusalWindow = 50
const leastCalls = 10 // one bad group of three is no reason to stop the other two

/** How the last calls of a run ended. What heals by itself (5xx, 429, a timeout, a lost answer) is not in here at all. */
export type CallCounts = { accepted: number; refused: number; split: number; other: number }

/** LINE refused the message or the account, not one recipient of it: 400, 403, and 401 with a fresh token. */
export function isRefusalCode(errorCode: string): boolean {
  return ['LINE_HTTP_400', 'LINE_HTTP_403', 'LINE_UNAUTHORIZED'].includes(errorCode)
}

/**
 * Whether somebody has to look at the account: a tenth of what was sent. One group of three is, one bad id on its way down
 * through halves of 500 is not.
 */
export const areDeliveriesFailing = ({ failing, ended }: { failing: number; ended: number }): boolean =>
  failing > 0 && failing * 10 >= ended

/**
 * More than half of at least 10 calls refused for good. A multicast that was refused and split says nothing while others are
 * accepted: one bad id among 500 is refused nine times on its way down. Where nothing at all is accepted, it is the message.
 */
export function isRefusedByLine({ accepted, refused, split, other }: CallCounts): boolean {
  const judged = accepted + refused + other
  if (judged >= leastCalls && refused * 2 > judged) return true
  return accepted === 0 && refused + split >= leastCalls && (refused + split) * 2 > judged + split
}
