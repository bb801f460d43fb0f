import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100 // USER_HZ of every Linux that Node runs on

/** Seconds of processor time of a process and of all that it has started, those that have ended included. */
export function cpuSecondsOf(pid: number): number {
  const own = readStat(pid)
  if (!own) return 0
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: readStat(Number(name))?.parent }))
  return (
    own.seconds +
    children.filter(({ parent }) => parent === pid).reduce((sum, child) => sum + cpuSecondsOf(child.pid), 0)
  )
}

/** The most memory a process has had resident since its start, in MB of 1,000,000 bytes. */
export function peakMemoryOf(pid: number): number {
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return (Number(kib) * 1024) / 1e6
}

function readStat(pid: number): { parent: number; seconds: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything; behind it: state, parent, … utime, stime and those of ended children.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] as number), 0)
    return { parent: fields[1] as number, seconds: ticks / ticksPerSecond }
  } catch {
    return undefined // ended while we looked
  }
}
