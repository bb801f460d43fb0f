import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../platform/errors.ts'
import type { JournalEntry } from './entries.ts'

export type Journal = {
  /** True when nothing was ever written, or all was reset. */
  isEmpty(): boolean
  append(entries: JournalEntry[]): void
  replay(apply: (entry: JournalEntry) => void): void
  reset(): void
  close(): void
}

const chunkBytes = 1 << 20

/**
 * Append-only JSON lines, written before LINE's answer leaves. There is no fsync: a write that has returned outlives
 * `kill -9` of this process, and a simulator need not outlive the machine.
 */
export function openJournal(dataDir: string): Journal {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'journal.jsonl')
  const file = openSync(path, 'a+', 0o600)
  let size = fstatSync(file).size

  function append(entries: JournalEntry[]) {
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    } catch (error) {
      // A full disk may leave half a line, and the next entry would be glued to it.
      ftruncateSync(file, size)
      throw error
    }
    size += bytes.length
  }

  function replay(apply: (entry: JournalEntry) => void) {
    let lineNumber = 0
    let wholeBytes = 0
    let rest: Buffer = Buffer.alloc(0)
    const chunk = Buffer.alloc(chunkBytes)
    for (let position = 0; position < size; ) {
      const count = readSync(file, chunk, 0, chunkBytes, position)
      if (count === 0) break
      position += count
      const bytes = Buffer.concat([rest, chunk.subarray(0, count)])
      let start = 0
      for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
        lineNumber += 1
        apply(parseLine(bytes.toString('utf8', start, end), path, lineNumber))
        wholeBytes += end + 1 - start
        start = end + 1
      }
      rest = bytes.subarray(start)
    }
    if (wholeBytes < size) {
      // The last line is torn: its request was never answered, so whoever sent it will ask again.
      ftruncateSync(file, wholeBytes)
      size = wholeBytes
    }
  }

  function reset() {
    ftruncateSync(file, 0)
    size = 0
  }

  return { isEmpty: () => size === 0, append, replay, reset, close: () => closeSync(file) }
}

function parseLine(line: string, path: string, lineNumber: number): JournalEntry {
  try {
    return JSON.parse(line) as JournalEntry
  } catch (cause) {
    throw new StartError(
      `The simulator's journal ${path} is damaged at line ${lineNumber}. Move the file away to start afresh.`,
      { cause },
    )
  }
}
