import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Under node_modules: git, Biome and vitest look past it, and `npm ci` clears it. */
const cache = resolve(import.meta.dirname, '../../node_modules/.cache/sucharit')

/** Packages of Debian unpacked into a folder, fetched once without root; or why there is none. */
export async function unpackDebian(
  name: string,
  packages: string[],
): Promise<{ folder: string } | { missing: string }> {
  const folder = join(cache, name)
  if (existsSync(folder)) return { folder }
  try {
    mkdirSync(dirname(folder), { recursive: true })
    const draft = mkdtempSync(`${folder}-`)
    try {
      await download(packages, join(draft, 'apt'), join(draft, 'root'))
      moveIntoPlace(join(draft, 'root'), folder)
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
    return { folder }
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string }
    if (code === 'ENOENT') return { missing: `no ${name} is installed, and no apt-get is here to fetch one` }
    const reason = (stderr || message).trim().split('\n').at(-1)
    return { missing: `no ${name} is installed, and it could not be fetched (${reason})` }
  }
}

/** apt-get with a state and cache of its own needs no root and leaves the machine's package lists alone. */
async function download(packages: string[], apt: string, into: string) {
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

function moveIntoPlace(made: string, folder: string) {
  try {
    renameSync(made, folder)
  } catch (error) {
    // Another test process was first: its copy is the same.
    if (!existsSync(folder)) throw error
  }
}
