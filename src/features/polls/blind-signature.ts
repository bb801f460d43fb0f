import { constants, type KeyObject, privateDecrypt, publicEncrypt, verify } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'

// RFC 9474, RSABSSA-SHA384-PSS-Randomized: SHA-384 and a salt as long as its digest.
const saltBytes = 48

/**
 * Signs what it cannot read (RFC 9474 §4.3). Node's raw RSA takes inputs that are too short, 0 and 1 without a word, hence the
 * length and range checks, and s^e = m is checked again: one faulty signature would give the key away (§7.1).
 * @throws BLINDED_INVALID (400) when the value is no element of the key's range.
 */
export function blindSign(keys: { privateKey: KeyObject; publicKey: KeyObject }, blinded: Buffer): Buffer {
  const length = modulusBytes(keys.publicKey)
  if (blinded.length !== length || BigInt(`0x${blinded.toString('hex')}`) < 2n) throw invalid()
  const signature = decryptRaw(keys.privateKey, blinded)
  const back = publicEncrypt({ key: keys.publicKey, padding: constants.RSA_NO_PADDING }, signature)
  if (!back.equals(blinded))
    throw new AppError('SIGNER_FAULTY', 'A blind signature did not verify; it is not given out.')
  return signature
}

function decryptRaw(key: KeyObject, blinded: Buffer): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded)
  } catch (cause) {
    throw invalid(cause) // the value is n or more
  }
}

const invalid = (cause?: unknown) =>
  new AppError('BLINDED_INVALID', 'The blinded value does not fit the key.', { status: 400, cause })

/** Whether this key has signed these 32 random bytes for exactly this context. */
export function isSignedBallot(
  publicKey: KeyObject,
  { nonce, context, signature }: { nonce: Buffer; context: string; signature: Buffer },
): boolean {
  if (signature.length !== modulusBytes(publicKey)) return false
  const prepared = Buffer.concat([nonce, Buffer.from(context)])
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytes }
  return verify('sha384', prepared, key, signature)
}

function modulusBytes(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8
}
