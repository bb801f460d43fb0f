import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePorts } from './free-ports.ts'

const bin = '/usr/lib/postgresql/15/bin'
const logins = join(import.meta.dirname, '../../docs/deploy/postgres-logins.sh')
const run = promisify(execFile)

/** Debian's own PostgreSQL of three majors ago, where it is installed. */
export const hasPostgres15 = existsSync(join(bin, 'initdb'))

/** An outside server with the logins that docs/deploy/postgres-logins.sh makes, empty. */
export async function startPostgres15() {
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-postgres-15-'))
  const data = join(dir, 'postgres-15')
  const [port = 0] = await findFreePorts(1)
  await runApart('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '-N'])
  const options = `-p ${port} -k ${dir} -c listen_addresses=127.0.0.1 -c fsync=off`
  await runApart('pg_ctl', ['-D', data, '-o', options, '-l', join(dir, 'postgres-15.log'), '-w', 'start'])
  const passwords = { OWNER: 'o', WEB: 'w', WORKER: 'k', SENDER: 's', BALLOT: 'b' }
  await run('sh', [logins], {
    env: {
      PATH: `${bin}:${process.env.PATH ?? ''}`,
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      POSTGRES_USER: 'postgres',
      ...Object.fromEntries(Object.entries(passwords).map(([name, value]) => [`${name}_PASSWORD`, value])),
    },
  })
  return {
    url: (login: string) => `postgresql://${login}:x@127.0.0.1:${port}/sucharit`,
    async stop() {
      await runApart('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop'])
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root: there it gets a user namespace in which root is called 1000. */
async function runApart(program: string, args: string[]): Promise<void> {
  const path = join(bin, program)
  const asRoot = process.getuid?.() === 0
  const [command, rest] = asRoot ? ['unshare', ['--map-user=1000', '--map-group=1000', path, ...args]] : [path, args]
  await run(command, rest)
}
