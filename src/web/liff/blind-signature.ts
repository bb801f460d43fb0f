// The person's side of RFC 9474, RSABSSA-SHA384-PSS-Randomized, in BigInt and WebCrypto: the signer learns nothing of what it signs.
const hash = 'SHA-384'
const hashBytes = 48
const subtle = crypto.subtle

export type SignerKey = { n: bigint; e: bigint; bytes: number; spki: Bytes }
export type Bytes = Uint8Array<ArrayBuffer>

export async function readSignerKey(spki: Bytes): Promise<SignerKey> {
  const key = await subtle.importKey('spki', spki, { name: 'RSA-PSS', hash }, true, ['verify'])
  const { n = '', e = '' } = await subtle.exportKey('jwk', key)
  const modulus = fromBase64Url(n)
  return { n: toInteger(modulus), e: toInteger(fromBase64Url(e)), bytes: modulus.length, spki }
}

/** Blinds a prepared message. `salt` and `inverse` are given by the published test vectors alone. */
export async function blind(
  key: SignerKey,
  prepared: Bytes,
  given: { salt?: Bytes; inverse?: bigint } = {},
): Promise<{ blinded: Bytes; inverse: bigint }> {
  const salt = given.salt ?? crypto.getRandomValues(new Uint8Array(hashBytes))
  const message = toInteger(await encodePss(prepared, key.n.toString(2).length - 1, salt))
  if (invert(message, key.n) === undefined) throw new Error('The message shares a factor with the key.')
  const inverse = given.inverse ?? drawInvertible(key)
  const factor = raise(invert(inverse, key.n) as bigint, key.e, key.n)
  return { blinded: toBytes((message * factor) % key.n, key.bytes), inverse }
}

/** Takes the blinding off and gives the signature, or nothing when the signer did not sign what it was given. */
export async function finalize(
  key: SignerKey,
  prepared: Bytes,
  drawn: { signed: Bytes; inverse: bigint },
  saltLength = hashBytes,
): Promise<Bytes | undefined> {
  const signature = toBytes((toInteger(drawn.signed) * drawn.inverse) % key.n, key.bytes)
  const verifier = await subtle.importKey('spki', key.spki, { name: 'RSA-PSS', hash }, false, ['verify'])
  return (await subtle.verify({ name: 'RSA-PSS', saltLength }, verifier, signature, prepared)) ? signature : undefined
}

/** EMSA-PSS-ENCODE, RFC 8017 §9.1.1. */
async function encodePss(message: Bytes, bits: number, salt: Bytes): Promise<Bytes> {
  const length = Math.ceil(bits / 8)
  const digest = await digestOf(join(new Uint8Array(8), await digestOf(message), salt))
  const block = new Uint8Array(length - hashBytes - 1)
  block.set(join(Uint8Array.of(1), salt), block.length - salt.length - 1)
  const mask = await stretch(digest, block.length)
  const masked = block.map((byte, index) => byte ^ (mask[index] as number))
  masked[0] = (masked[0] as number) & (0xff >> (8 * length - bits))
  return join(masked, digest, Uint8Array.of(0xbc))
}

/** MGF1, RFC 8017 §B.2.1. */
async function stretch(seed: Bytes, length: number): Promise<Bytes> {
  const parts: Bytes[] = []
  for (let counter = 0; counter * hashBytes < length; counter += 1) {
    parts.push(await digestOf(join(seed, toBytes(BigInt(counter), 4))))
  }
  return join(...parts).slice(0, length)
}

function drawInvertible(key: SignerKey): bigint {
  for (;;) {
    // Values of n and more are drawn again, never reduced: each one below n stays equally likely.
    const drawn = toInteger(crypto.getRandomValues(new Uint8Array(key.bytes)))
    if (drawn > 1n && drawn < key.n && invert(drawn, key.n) !== undefined) return drawn
  }
}

function raise(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
    if (rest & 1n) result = (result * square) % modulus
  }
  return result
}

/** Euclid's extended algorithm; nothing when the two share a factor. */
function invert(value: bigint, modulus: bigint): bigint | undefined {
  let [low, high, x, y] = [value % modulus, modulus, 1n, 0n]
  while (low > 0n) {
    const quotient = high / low
    ;[low, high, x, y] = [high - quotient * low, low, y - quotient * x, x]
  }
  return high === 1n ? ((y % modulus) + modulus) % modulus : undefined
}

const digestOf = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await subtle.digest(hash, bytes))

function join(...parts: Bytes[]): Bytes {
  return new Uint8Array(parts.flatMap((part) => [...part]))
}

function toInteger(bytes: Bytes): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}

function toBytes(value: bigint, length: number): Bytes {
  const hex = value.toString(16).padStart(length * 2, '0')
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function fromBase64Url(text: string): Bytes {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
}
