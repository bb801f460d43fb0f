const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Kind and size of a PNG or JPEG as its own header tells; undefined for anything else. */
export function readImageSize(bytes: Buffer): { type: string; width: number; height: number } | undefined {
  if (bytes.subarray(0, 8).equals(pngSignature) && bytes.length > 24) {
    return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) return readJpegSize(bytes)
  return undefined
}

/** Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function readJpegSize(bytes: Buffer) {
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
