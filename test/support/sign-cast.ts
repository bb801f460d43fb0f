import { constants, type KeyObject, randomBytes, sign } from 'node:crypto'
import { ballotContext, castBodyBytes } from '../../src/contracts/ballot-format.ts'

/** Random bytes and a signature. That of an unblinded ballot is an ordinary PSS signature: it is made without the blinding here. */
export function signBallot(poll: string, key: KeyObject) {
  const prepared = Buffer.concat([randomBytes(32), Buffer.from(ballotContext(poll, 'score'))])
  const signature = sign('sha384', prepared, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 })
  return { poll, part: 'score', prepared: prepared.toString('base64url'), signature: signature.toString('base64url') }
}

/** What page B sends of it. */
export function castBodyOf(ballot: ReturnType<typeof signBallot>, option: string): string {
  const clear = { ...ballot, answers: { q1: { option } }, padding: '' }
  clear.padding = ' '.repeat(castBodyBytes - Buffer.byteLength(JSON.stringify(clear)))
  return JSON.stringify(clear)
}
