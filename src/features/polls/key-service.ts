import { createHash, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { PublicKeys } from '../../contracts/ballot-format.ts'
import { type BallotPart, ballotParts, partOfQuestion, type Question } from '../../contracts/polls.ts'

export type BallotKeys = {
  /** PKCS#8, for SECRETS_DIR/polls/<poll>/<part>.pem and nowhere else. */
  privatePems: Partial<Record<BallotPart, string>>
  /** As poll.keys holds them. */
  publicKeys: PublicKeys
  fingerprint: string
}

/** The parts that a poll's questions need: text never shares a ballot with scores. */
export function partsOf(questions: Pick<Question, 'kind'>[]): BallotPart[] {
  return ballotParts.filter((part) => questions.some((question) => partOfQuestion(question) === part))
}

/**
 * One RSA key pair for each part of a poll, used for its ballots and nothing else (docs/ballots.md says how long it is); key type
 * `rsa`, since Node's `rsa-pss` keys refuse raw RSA.
 */
export async function makeBallotKeys(parts: BallotPart[], bits: 2048 | 3072 = 2048): Promise<BallotKeys> {
  const privatePems: BallotKeys['privatePems'] = {}
  const publicKeys: PublicKeys = {}
  for (const part of parts) {
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: bits, publicExponent: 65537 })
    privatePems[part] = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    publicKeys[part] = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  }
  return { privatePems, publicKeys, fingerprint: fingerprintOf(publicKeys) }
}

/** SHA-256 over the public keys' DER, `score` then `text`: printed on the invite, so that nobody is given a key of their own. */
export function fingerprintOf(keys: PublicKeys): string {
  const hash = createHash('sha256')
  for (const part of ballotParts) if (keys[part]) hash.update(Buffer.from(keys[part], 'base64'))
  return hash.digest('hex')
}

export function readPublicKey(spki: string): KeyObject {
  return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
}
