import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Arguments of unshare for mounts that nobody else sees: root needs only that, others a user namespace around it. */
export const apartMounts = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']

/** What our scripts exit with where nobody may mount anything. */
export const noMount = 77

/**
 * A command that runs what follows it with `folder` on a small disk of its own, what is there copied onto it. Only that
 * process and its children see the disk.
 */
export function onSmallDisk(folder: string, megabytes: number): string[] {
  const script = `cp -a "${folder}" "${folder}.copy" && mount -t tmpfs -o size=${megabytes}m,mode=700 tmpfs "${folder}" || exit ${noMount}
    cp -a "${folder}.copy/." "${folder}" && rm -r "${folder}.copy" && exec "$@"`
  return ['unshare', ...apartMounts, 'sh', '-c', script, 'sh']
}

/** Takes all the room that is left on the disk that a process sees under `folder`. Gives the function that frees it. */
export function fillDisk(pid: number, folder: string): () => void {
  const path = join(`/proc/${pid}/root`, folder, 'filler')
  const file = openSync(path, 'w')
  for (const size of [1 << 20, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
  return () => rmSync(path)
}
