import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackDebian } from './debian-packages.ts'

// redis-server is a link to a file of redis-tools; the rest is what a bare Debian 12 may lack.
const packages = ['redis-server', 'redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1', 'libssl3']

export type RedisBinary = { path: string; libraryPath?: string } | { missing: string }

let found: Promise<RedisBinary> | undefined

/** The machine's redis-server, else Debian's, fetched once into node_modules/.cache without root. */
export function findRedisBinary(): Promise<RedisBinary> {
  found ??= process.env.TEST_REDIS_MISSING
    ? Promise.resolve({ missing: process.env.TEST_REDIS_MISSING })
    : findInstalled().then((binary) => binary ?? findFetched())
  return found
}

async function findInstalled(): Promise<RedisBinary | undefined> {
  try {
    await promisify(execFile)('redis-server', ['--version'])
    return { path: 'redis-server' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function findFetched(): Promise<RedisBinary> {
  const fetched = await unpackDebian('redis', packages)
  if ('missing' in fetched) return fetched
  const path = join(fetched.folder, 'usr/bin/redis-server')
  if (!existsSync(path)) return { missing: "Debian's redis-tools holds no usr/bin/redis-server" }
  const libraries = readdirSync(join(fetched.folder, 'usr/lib'), { withFileTypes: true })
  // usr/lib/x86_64-linux-gnu, aarch64-linux-gnu …: whichever these packages are of.
  const folders = libraries.filter((entry) => entry.isDirectory())
  return { path, libraryPath: folders.map(({ name }) => join(fetched.folder, 'usr/lib', name)).join(':') }
}
