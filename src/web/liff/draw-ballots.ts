import type { HandedBallot } from '../../contracts/ballot-format.ts'
import { type Wait, waitOf } from '../../contracts/late-draw.ts'
import type { BallotPart, Drawn, LiffPolls } from '../../contracts/polls.ts'
import { ask, Refused } from '../nameless/ask.ts'
import { fromBase64, toBase64Url } from '../nameless/bytes.ts'
import { fingerprintOf, prepare } from '../nameless/fingerprint.ts'
import { type KeptBallot, openBallotStore } from './ballot-store.ts'
import { blind, finalize, readSignerKey } from './blind-signature.ts'

type Poll = LiffPolls['polls'][number]
/** What the visit ends with, where it is not ballots: said in words of the page, or by the server in the person's language. */
export class DrawRefused extends Error {
  readonly reason: 'notRegistered' | 'notEligible' | 'noPolls' | 'wrongKey' | 'badSignature'
  constructor(reason: DrawRefused['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** What this phone holds, and why the ballot that was asked for waits. */
export type Hand = { ballots: HandedBallot[]; wait?: Wait & { threshold: number } }

const atOnce = 20 // as many as one request and one hand-over hold

/**
 * Draws a ballot of every poll of this period, whether or not the person will answer it, and gives all that this phone holds.
 * `asked` is the poll of the card with the fingerprint printed on it: another key is refused, so that nobody can be given one of
 * their own.
 */
export async function drawBallots(idToken: string, asked: { poll: string | null; key: string | null }): Promise<Hand> {
  const { isRegistered, polls } = await ask<LiffPolls>('./polls', { headers: { Authorization: `Bearer ${idToken}` } })
  const store = await openBallotStore(idToken)
  // First of all: a poll that is over leaves nothing here that could tell whose ballot on the board it was.
  const kept = store.read().filter((ballot) => polls.some(({ id }) => id === ballot.poll))
  store.write(kept)
  if (!isRegistered) throw new DrawRefused('notRegistered')
  if (polls.length === 0) throw new DrawRefused(asked.poll ? 'notEligible' : 'noPolls')
  if (asked.poll && !polls.some(({ id }) => id === asked.poll)) throw new DrawRefused('notEligible')
  for (const poll of polls) await checkKeys(poll, asked)
  // Drawn on the visit to another poll, when no card of this one could be compared: now it can.
  if (kept.some(({ poll, fingerprint }) => poll === asked.poll && fingerprint !== asked.key)) {
    throw new DrawRefused('wrongKey')
  }

  for (const poll of polls) {
    const missing = partsOf(poll).filter((part) => !kept.some((one) => one.poll === poll.id && one.part === part))
    if (poll.isDrawing) for (const part of missing) kept.push(await blindOne(poll, part))
  }
  store.write(kept) // before the request: what it may sign is never lost
  // The one somebody came for is among the first: the next visit draws what one request does not hold.
  const isAsked = ({ poll }: KeptBallot) => Number(poll === asked.poll)
  const unsigned = kept
    .filter(({ signature }) => !signature)
    .toSorted((one, other) => isAsked(other) - isAsked(one))
    .slice(0, atOnce)
  if (unsigned.length > 0) await sign(idToken, unsigned, polls)
  // What the server did not sign was drawn on another phone, or comes too late: nothing to keep.
  const held = kept.filter(({ signature }) => signature)
  store.write(held)
  const wait = findWait(
    polls.find(({ id }) => id === asked.poll),
    held,
  )
  return { ballots: held.map(toHanded), ...(wait && { wait }) }
}

/** Only while none of its ballots can be used: they are drawn in one request, and wait for the same hour. */
function findWait(poll: Poll | undefined, held: KeptBallot[]): Hand['wait'] {
  if (!poll) return undefined
  const waits = held
    .filter((ballot) => ballot.poll === poll.id)
    .map(({ window = 0 }) => waitOf(poll, window, new Date()))
  const [wait] = waits
  return wait && waits.every(Boolean) ? { ...wait, threshold: poll.threshold } : undefined
}

const toHanded = ({ poll, part, nonce, signature = '', fingerprint, window }: KeptBallot): HandedBallot => ({
  poll,
  part,
  nonce,
  signature,
  fingerprint,
  ...(window && { window }),
})

const partsOf = ({ keys }: Poll) => Object.keys(keys) as BallotPart[]

async function checkKeys(poll: Poll, asked: { poll: string | null; key: string | null }): Promise<void> {
  const found = await fingerprintOf(poll.keys)
  // A link that names a poll without its key is none of ours: it could hide that the key is not the printed one.
  const isPrinted = poll.id !== asked.poll || asked.key === found
  if (found !== poll.fingerprint || !isPrinted) throw new DrawRefused('wrongKey')
}

async function blindOne(poll: Poll, part: BallotPart): Promise<KeptBallot> {
  const nonce = crypto.getRandomValues(new Uint8Array(32))
  const { blinded, inverse } = await blind(await keyOf(poll, part), prepare(nonce, poll.id, part))
  const { id, fingerprint } = poll
  return {
    poll: id,
    part,
    fingerprint,
    nonce: toBase64Url(nonce),
    blinded: toBase64Url(blinded),
    inverse: String(inverse),
  }
}

async function sign(idToken: string, ballots: KeptBallot[], polls: Poll[]): Promise<void> {
  const body = { idToken, ballots: ballots.map(({ poll, part, blinded }) => ({ poll, part, blinded })) }
  const { ballots: drawn } = await callDraw(body)
  for (const ballot of ballots) {
    const given = drawn.find(({ poll, part }) => poll === ballot.poll && part === ballot.part)
    const signed = given?.signature
    const poll = polls.find(({ id }) => id === ballot.poll)
    if (!signed || !poll) continue
    const prepared = prepare(fromBase64(ballot.nonce), ballot.poll, ballot.part)
    const blindly = { signed: fromBase64(signed), inverse: BigInt(ballot.inverse) }
    const signature = await finalize(await keyOf(poll, ballot.part), prepared, blindly)
    if (!signature) throw new DrawRefused('badSignature')
    ballot.signature = toBase64Url(signature)
    if (given.window) ballot.window = given.window
  }
}

const keyOf = (poll: Poll, part: BallotPart) => readSignerKey(fromBase64(poll.keys[part] ?? ''))

/** All of them drawn before, on this phone or another: page B may hold them still. */
async function callDraw(body: object): Promise<Drawn> {
  const headers = { 'Content-Type': 'application/json' }
  try {
    return await ask<Drawn>('./draw', { method: 'POST', headers, body: JSON.stringify(body) })
  } catch (error) {
    if (error instanceof Refused && (error.code === 'ALREADY_DRAWN' || error.code === 'POLL_NOT_DRAWING')) {
      return { ballots: [] }
    }
    throw error
  }
}
