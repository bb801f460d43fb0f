import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12 // NIST SP 800-38D: 96 bits, the size AES-GCM is defined for without a further hash
const tagBytes = 16

/** AES-256-GCM: nonce ‖ tag ‖ ciphertext. */
export function seal(key: Buffer, clear: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(clear), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` made; throws when the key is another or a byte was changed. */
export function unseal(key: Buffer, box: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
  decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes))
  return Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()])
}
