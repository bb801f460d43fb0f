import { createInflateRaw } from 'node:zlib'

// APPNOTE 4.3.7: a local file header is a signature, the method at 8, the lengths of name and extra field at 26 and 28.
const header = Buffer.from('PK\x03\x04', 'latin1')
const headerLength = 30
const deflated = 8
// An XLSX of many sheets has some hundred files.
const mostFiles = 5000

/**
 * Whether a zip unfolds to no more than so many bytes, found by unfolding it and keeping nothing. The sizes that it states are
 * not asked: a directory may say 1 kB of what unfolds to gigabytes, and the reader of sheets looks at no directory at all.
 */
export async function unfoldsToAtMost(zip: Buffer, mostBytes: number): Promise<boolean> {
  let left = mostBytes
  let files = 0
  for (let at = zip.indexOf(header); at !== -1; at = zip.indexOf(header, at + header.length)) {
    files += 1
    if (files > mostFiles) return false
    if (at + headerLength > zip.length || zip.readUInt16LE(at + 8) !== deflated) continue
    const data = zip.subarray(at + headerLength + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28))
    left -= await countUnfolded(data, left)
    if (left < 0) return false
  }
  return true
}

/** Bytes that a deflated stream unfolds to, looked at until they are more than `most`. */
async function countUnfolded(data: Buffer, most: number): Promise<number> {
  const inflate = createInflateRaw()
  let count = 0
  inflate.end(data)
  try {
    for await (const chunk of inflate) {
      count += (chunk as Buffer).length
      if (count > most) break // which ends the stream
    }
  } catch {
    // The four letters stood in something else, or the file is broken, which its reader will say.
  }
  return count
}
