import type { HandedBallot, HandOver } from '../../contracts/ballot-format.ts'
import { fromBase64 } from '../nameless/bytes.ts'

/** A ballot of this phone, until its poll is closed. What was answered is never written. */
export type StoredBallot = HandedBallot & { isSent?: true }

const key = 'ballots'

export function readBallots(poll?: string): StoredBallot[] {
  const all = JSON.parse(localStorage.getItem(key) ?? '[]') as StoredBallot[]
  // The scores are sent and shown before the text.
  const ordered = all.toSorted((one, other) => one.part.localeCompare(other.part))
  return poll === undefined ? ordered : ordered.filter((ballot) => ballot.poll === poll)
}

const write = (ballots: StoredBallot[]) => localStorage.setItem(key, JSON.stringify(ballots))

/** On a phone that several use, the ballot just drawn takes the place of another person's for the same poll. */
function addBallots(handed: HandedBallot[]): void {
  const known = readBallots()
  const isOf = (one: HandedBallot) => (other: HandedBallot) => one.poll === other.poll && one.part === other.part
  const kept = known.filter((ballot) => !handed.some(isOf(ballot)))
  const added = handed.map((ballot) => known.find(({ nonce }) => nonce === ballot.nonce) ?? ballot)
  write([...kept, ...added])
}

export function markSent(sent: HandedBallot): void {
  write(readBallots().map((ballot) => (ballot.nonce === sent.nonce ? { ...ballot, isSent: true as const } : ballot)))
}

export function forgetPoll(poll: string): void {
  write(readBallots().filter((ballot) => ballot.poll !== poll))
}

/** Takes what page A handed over out of the address, and leaves there no more than which poll is open. */
export function takeHandOver(): { poll: string | null; lang: 'th' | 'en' | null } {
  const fragment = location.hash.slice(1)
  const open = /^poll=([0-9a-f-]{36})$/.exec(fragment)
  if (open || !fragment) return { poll: open?.[1] ?? null, lang: null }
  const handOver = readHandOver(fragment)
  history.replaceState(null, '', handOver?.poll ? `/#poll=${handOver.poll}` : '/')
  if (handOver) addBallots(handOver.ballots)
  return { poll: handOver?.poll ?? null, lang: handOver?.lang ?? null }
}

function readHandOver(fragment: string): HandOver | undefined {
  try {
    const handOver = JSON.parse(new TextDecoder().decode(fromBase64(fragment))) as HandOver
    return handOver.v === 1 && Array.isArray(handOver.ballots) ? handOver : undefined
  } catch {
    return undefined // an address that was cut short somewhere: the card in LINE brings it again
  }
}
