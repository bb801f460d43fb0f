import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Under node_modules: git, Biome and vitest look past it, and `npm ci` clears it. */
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/sucharit/redis')

// redis-server is a link to a file of redis-tools; the rest is what a bare Debian 12 may lack.
const packages = ['redis-server', 'redis-tools', 'libatomic1', 'libjemalloc2', 'liblzf1', 'libssl3']

export type RedisBinary = { path: string; libraryPath?: string } | { missing: string }

let found: Promise<RedisBinary> | undefined

/** The machine's redis-server, else Debian's, fetched once into node_modules/.cache without root. */
export function findRedisBinary(): Promise<RedisBinary> {
  found ??= process.env.TEST_REDIS_MISSING
    ? Promise.resolve({ missing: process.env.TEST_REDIS_MISSING })
    : findInstalled().then((binary) => binary ?? findFetched() ?? fetchFromDebian())
  return found
}

async function findInstalled(): Promise<RedisBinary | undefined> {
  try {
    await run('redis-server', ['--version'])
    return { path: 'redis-server' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function findFetched(): RedisBinary | undefined {
  const path = join(cache, 'usr/bin/redis-server')
  if (!existsSync(path)) return undefined
  const libraries = readdirSync(join(cache, 'usr/lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  // usr/lib/x86_64-linux-gnu, aarch64-linux-gnu …: whichever these packages are of.
  return { path, libraryPath: libraries.map(({ name }) => join(cache, 'usr/lib', name)).join(':') }
}

async function fetchFromDebian(): Promise<RedisBinary> {
  try {
    mkdirSync(dirname(cache), { recursive: true })
    const draft = mkdtempSync(`${cache}-`)
    try {
      await download(join(draft, 'apt'), join(draft, 'root'))
      moveIntoPlace(join(draft, 'root'))
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
    const binary = findFetched()
    if (!binary) return { missing: "Debian's redis-tools holds no usr/bin/redis-server" }
    return binary
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string }
    if (code === 'ENOENT') return { missing: 'no redis-server is installed, and no apt-get is here to fetch one' }
    const reason = (stderr || message).trim().split('\n').at(-1)
    return { missing: `no redis-server is installed, and it could not be fetched (${reason})` }
  }
}

/** apt-get with a state and cache of its own needs no root and leaves the machine's package lists alone. */
async function download(apt: string, into: string) {
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'debs']) {
    mkdirSync(join(apt, folder), { recursive: true })
  }
  const settings = { 'Dir::State': 'state', 'Dir::State::Lists': 'state/lists', 'Dir::Cache': 'cache' }
  const options = Object.entries(settings).flatMap(([name, folder]) => ['-o', `${name}=${join(apt, folder)}`])
  options.push('-o', 'Acquire::Languages=none', '-o', 'APT::Update::Error-Mode=any')
  const debs = join(apt, 'debs')
  // Seen: 2 s in all, 10 MB of lists. Two minutes allow a slow mirror without holding up the suites for ever.
  const limits = { cwd: debs, timeout: 120_000 }
  await run('apt-get', [...options, '-q', 'update'], limits)
  await run('apt-get', [...options, '-q', 'download', ...packages], limits)
  for (const deb of readdirSync(debs)) await run('dpkg', ['-x', join(debs, deb), into], limits)
}

function moveIntoPlace(folder: string) {
  try {
    renameSync(folder, cache)
  } catch (error) {
    // Another test process was first: its copy is the same.
    if (!existsSync(cache)) throw error
  }
}
