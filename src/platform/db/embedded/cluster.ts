import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../../errors.ts'
import { bundledMajor, runBinary } from './binaries.ts'
import { roleOf, type Settings } from './settings.ts'

/** The data folder of a cluster; it appears whole or not at all, so that a killed first start leaves nothing half-made. */
export async function createClusterOnce(dataDir: string, settings: Settings): Promise<string> {
  const clusterDir = join(dataDir, 'postgres')
  if (!existsSync(clusterDir)) {
    const id = randomBytes(4).toString('hex')
    const draft = join(dataDir, `postgres.new-${id}`)
    const passwordFile = join(dataDir, `postgres.pw-${id}`)
    writeFileSync(passwordFile, settings.passwords.owner, { mode: 0o600 })
    try {
      const { code, output } = await runBinary('initdb', [
        ...['-D', draft, '-U', roleOf.owner, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...['--no-instructions', '--data-checksums'],
      ])
      if (code !== 0)
        throw new StartError(
          `PostgreSQL could not make its data folder in ${dataDir}: ${lastLine(output)}. ${folderRemedy}`,
          { mayPass: true },
        )
      renameSync(draft, clusterDir)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(clusterDir)) throw error // otherwise another process was faster, with the same settings
    } finally {
      rmSync(passwordFile, { force: true })
    }
  }
  claimFolder(clusterDir)
  refuseOtherMajor(clusterDir)
  mkdirSync(join(dataDir, 'postgres-log'), { recursive: true, mode: 0o700 })
  return clusterDir
}

const folderRemedy = 'Give the product a DATA_DIR that the starting account owns and can reach'

function claimFolder(clusterDir: string): void {
  const me = process.getuid?.()
  if (me !== undefined && statSync(clusterDir).uid !== me) {
    throw new StartError(
      `${clusterDir} belongs to another account. Start as that account, or chown -R the folder to this one.`,
    )
  }
  chmodSync(clusterDir, 0o700) // PostgreSQL refuses anything wider, which a copied or restored folder often is
}

/** PostgreSQL cannot read the files of another major version, and pg_upgrade would need the programs of both. */
function refuseOtherMajor(clusterDir: string): void {
  const made = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim()
  if (made === bundledMajor()) return
  throw new StartError(
    `${clusterDir} was made by PostgreSQL ${made}, and this release brings ${bundledMajor()}. Start the former release once more, ` +
      'make a backup with it, stop it, move DATA_DIR away and restore the backup with this one (docs/operate.md).',
  )
}

/** Starts the server and waits until it accepts connections. `false`: it refused, its words are in `output`. */
export async function startCluster(dataDir: string): Promise<{ isUp: boolean; output: string }> {
  const startLog = join(dataDir, 'postgres-log', 'start.log')
  writeFileSync(startLog, '', { mode: 0o600 })
  // 60 s: recovery after a power cut replays at most max_wal_size (512 MB).
  const { code } = await runBinary('pg_ctl', [
    'start',
    '-D',
    join(dataDir, 'postgres'),
    '-l',
    startLog,
    '-w',
    '-t',
    '60',
    '-s',
  ])
  return { isUp: code === 0, output: readFileSync(startLog, 'utf8').trim() }
}

/** Fast shutdown: sessions are ended, everything committed is on disk. */
export async function stopCluster(clusterDir: string): Promise<boolean> {
  const { code } = await runBinary('pg_ctl', ['stop', '-D', clusterDir, '-m', 'fast', '-w', '-t', '30', '-s'])
  return code === 0
}

/** What postmaster.pid says, if the process it names may be our server. */
export function findPostmaster(clusterDir: string): { pid: number; port: number } | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!(pid > 0) || !isAlive(pid)) return undefined
  return { pid, port }
}

/**
 * PostgreSQL refuses to start while the process named in a stale postmaster.pid exists, also when it is a zombie or when the number
 * has gone to another program (both usual in containers). Removes the file when that is certain; PostgreSQL still checks its shared
 * memory, so that two servers never run on one folder.
 */
export function dropStalePidFile(clusterDir: string): void {
  const file = join(clusterDir, 'postmaster.pid')
  if (process.platform !== 'linux' || !existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!(pid > 0) || !hasProcess(pid)) return
  try {
    // A server works in its data folder, which may have another name in its mount namespace, as a service of systemd has one.
    if (!isZombie(pid) && isSameFolder(`/proc/${pid}/cwd`, clusterDir)) return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return // another account's process, which PostgreSQL ignores itself
  }
  rmSync(file, { force: true })
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)]
  return a.dev === b.dev && a.ino === b.ino
}

export function isAlive(pid: number): boolean {
  return hasProcess(pid) && !isZombie(pid)
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Dead, but not yet taken note of by its parent: in a container process 1 may never do so.
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z'
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return true
    throw error
  }
}

export function lastLine(output: string): string {
  return output.split('\n').at(-1)?.trim() ?? ''
}
