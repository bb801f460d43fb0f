import { readdirSync, readFileSync } from 'node:fs'

/**
 * Memory of processes and everything they started, in MB. Proportional set size: what several share (PostgreSQL's buffers, program
 * text) counts once in all, so that the sum is what the machine has to hold.
 */
export function readTreeMb(roots: readonly number[]): number {
  const parents = new Map(listPids().map((pid) => [pid, parentOf(pid)]))
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (roots.includes(pid) || isOurs(parents.get(pid)))
  const kilobytes = [...parents.keys()].filter(isOurs).reduce((sum, pid) => sum + pssOf(pid), 0)
  return Math.round(kilobytes / 1024)
}

const listPids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

// A process that ended while we looked has no memory any more.
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
const pssOf = (pid: number) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
