import { ballotContext, type PublicKeys } from '../../contracts/ballot-format.ts'
import type { BallotPart } from '../../contracts/polls.ts'
import { type Bytes, fromBase64, joinBytes, toHex } from './bytes.ts'

/** SHA-256 over the keys' DER, `score` then `text`: what the card of the poll prints. */
export async function fingerprintOf(keys: PublicKeys): Promise<string> {
  const ders = (['score', 'text'] as const).flatMap((part) => (keys[part] ? [fromBase64(keys[part])] : []))
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', joinBytes(...ders))))
}

export function prepare(nonce: Uint8Array, poll: string, part: BallotPart): Bytes {
  return joinBytes(nonce, new TextEncoder().encode(ballotContext(poll, part)))
}
