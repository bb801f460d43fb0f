import { castBodyBytes } from '../../contracts/ballot-format.ts'
import type { Answers, BallotPaper, Board } from '../../contracts/polls.ts'
import { ask } from '../nameless/ask.ts'
import { fromBase64, toBase64Url } from '../nameless/bytes.ts'
import { prepare } from '../nameless/fingerprint.ts'
import type { StoredBallot } from './ballot-store.ts'

// Nothing goes along that could tell who asks.
const nameless: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' }
const call = <T>(path: string, init: RequestInit = {}) => ask<T>(path, { ...nameless, ...init })

export const loadPaper = (poll: string) => call<BallotPaper>(`/keys/${poll}`)
export const loadBoard = (poll: string) => call<Board>(`/board/${poll}`)

/** Sends one ballot; all have one size, whatever was answered. Gives false when the answers do not fit. */
export async function castBallot(ballot: StoredBallot, answers: Answers, cut?: string): Promise<boolean> {
  const { poll, part, nonce, signature } = ballot
  const prepared = toBase64Url(prepare(fromBase64(nonce), poll, part))
  const body = pad({ poll, part, prepared, signature, answers, ...(cut ? { cut } : {}) })
  if (body === undefined) return false
  await call('/cast', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  return true
}

function pad(cast: object): string | undefined {
  const bytesOf = (text: string) => new TextEncoder().encode(text).length
  const missing = castBodyBytes - bytesOf(JSON.stringify({ ...cast, padding: '' }))
  return missing < 0 ? undefined : JSON.stringify({ ...cast, padding: ' '.repeat(missing) })
}
