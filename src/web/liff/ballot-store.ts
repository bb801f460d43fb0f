import type { BallotPart } from '../../contracts/polls.ts'

/**
 * A ballot of this phone: kept before it is asked for, so that a page cut off in the middle asks again for the same one, and
 * until its poll is gone, so that page B may lose it. It holds no answer.
 */
export type KeptBallot = {
  poll: string
  part: BallotPart
  fingerprint: string
  nonce: string
  blinded: string
  inverse: string
  signature?: string
  window?: number
}

const prefix = 'ballots.'

/** The ballots of one person on a phone that several may use; the person is a digest here, not an id. */
export async function openBallotStore(idToken: string) {
  const [, payload = ''] = idToken.split('.')
  const { sub } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { sub: string }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sub)))
  const key = prefix + Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return {
    read: (): KeptBallot[] => JSON.parse(localStorage.getItem(key) ?? '[]'),
    write: (ballots: KeptBallot[]) => localStorage.setItem(key, JSON.stringify(ballots)),
  }
}
