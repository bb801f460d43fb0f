import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backup } from '../../../src/compose/commands/backup.ts'
import { badUsage, type Command } from '../../../src/compose/commands/command.ts'
import { installService } from '../../../src/compose/commands/install-service.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { StartError } from '../../../src/platform/errors.ts'
import { createLog } from '../../../src/platform/log.ts'
import { unpackDebian } from '../../support/debian-packages.ts'

const run = promisify(execFile)
const systemdAnalyze = '/usr/bin/systemd-analyze'
const installedCaddy = '/usr/bin/caddy'
const inContainers = resolve(import.meta.dirname, '../../../docs/deploy/Caddyfile')

let dir: string
let caddy: string | undefined

beforeAll(async () => {
  const fetched = existsSync(installedCaddy) ? { folder: '/' } : await unpackDebian('caddy', ['caddy'])
  if ('folder' in fetched) caddy = join(fetched.folder, installedCaddy)
}, 130_000)
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sucharit-service-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function call(command: Command, options: Record<string, string>) {
  const printed: string[] = []
  const env = {
    DATA_DIR: join(dir, 'data'),
    SECRETS_DIR: join(dir, 'secrets'),
    PUBLIC_URL: 'https://sucharit.example.go.th',
    BALLOT_URL: 'https://ballot.example.go.th',
  }
  const code = command.run({
    config: loadConfig({ env }),
    log: createLog({ level: 'silent' }),
    clock: systemClock,
    options,
    flags: new Set(),
    words: [],
    print: (line) => printed.push(line),
  })
  return { code, printed }
}

describe('service install', () => {
  test('writes units that systemd finds nothing wrong with', async ({ skip }) => {
    if (!existsSync(systemdAnalyze)) skip('systemd-analyze is not on this machine')
    const to = join(dir, 'units')
    const { code } = call(installService, { to, user: userInfo().username, 'copy-to': join(dir, 'second') })
    expect(await code).toBe(0)
    const units = readdirSync(to).filter((name) => !/(Caddyfile|command)$/.test(name))
    expect(units.sort()).toEqual(['sucharit-backup.service', 'sucharit-backup.timer', 'sucharit.service'])
    const verified = await run(systemdAnalyze, ['verify', ...units.map((name) => join(to, name))])
    expect(verified.stderr).not.toContain('sucharit')
    const [service, nightly] = ['sucharit.service', 'sucharit-backup.service'].map((name) =>
      readFileSync(join(to, name), 'utf8'),
    )
    expect(service).toContain('RestartPreventExitStatus=78')
    expect(service).toContain(`RequiresMountsFor=${join(dir, 'data')} ${join(dir, 'secrets')} `)
    expect(nightly).toMatch(new RegExp(`^RequiresMountsFor=.* ${join(dir, 'second')}$`, 'm'))
    const timer = await run(systemdAnalyze, ['calendar', '*-*-* 02:30:00 Asia/Bangkok'])
    expect(timer.stdout).toContain('Next elapse')
  })

  test('through a link names nothing of the release itself, so that the next one is built beside it', async () => {
    const release = resolve(import.meta.dirname, '../../..')
    const link = join(dir, 'current')
    symlinkSync(release, link)
    expect(await call(installService, { to: dir, at: link }).code).toBe(0)
    for (const name of ['sucharit.service', 'sucharit-backup.service']) {
      const unit = readFileSync(join(dir, name), 'utf8')
      expect(unit).toContain(`WorkingDirectory=${link}\n`)
      expect(unit).not.toContain(release)
    }
    symlinkSync(tmpdir(), join(dir, 'elsewhere'))
    await expect(call(installService, { to: dir, at: join(dir, 'elsewhere') }).code).rejects.toThrow(/ln -sfn/)
  })

  test('lets the backup read the login of the database’s owner, and not the service', async () => {
    expect(await call(installService, { to: dir, env: '/etc/sucharit/env' }).code).toBe(0)
    const filesOf = (unit: string) => readFileSync(join(dir, unit), 'utf8').match(/(?<=^EnvironmentFile=).+/gm)
    expect(filesOf('sucharit.service')).toEqual(['/etc/sucharit/env'])
    expect(filesOf('sucharit-backup.service')).toEqual(['/etc/sucharit/env', '-/etc/sucharit/env.owner'])
  })

  test('says how to make every folder that the units may write to, the second place for backups among them', async () => {
    const { code, printed } = call(installService, { to: dir, 'copy-to': '/mnt/backup/sucharit' })
    expect(await code).toBe(0)
    const made = printed.find((line) => line.includes('install -d'))?.split(' -m 700 ')[1]
    const unit = readFileSync(join(dir, 'sucharit-backup.service'), 'utf8')
    expect(made).toBe(unit.match(/ReadWritePaths=(.+)/)?.[1])
  })

  test('writes a command with the account and the settings of the service, of options that systemd-run knows', async ({
    skip,
  }) => {
    if (existsSync('/run/systemd/system')) skip('it would run the command on this machine')
    const env = join(dir, 'env')
    expect(await call(installService, { to: dir, env, user: 'office' }).code).toBe(0)
    const command = join(dir, 'sucharit.command')
    expect(readFileSync(command, 'utf8')).toMatch(
      new RegExp(
        `--uid=office [\\s\\S]*--property=EnvironmentFile=${env} --property=EnvironmentFile=-${env}.owner .* src/cli.ts "\\$@"\n$`,
      ),
    )
    await expect(run('sh', [command, 'doctor'])).rejects.toThrow(
      /not been booted with systemd|Failed to connect to bus/,
    )
  })

  test('gives each host name a site of its own, and the ballot host nothing that tells voters apart', async () => {
    const { code } = call(installService, { to: dir })
    expect(await code).toBe(0)
    const [options = '', web = '', ballot = ''] = readFileSync(join(dir, 'sucharit.Caddyfile'), 'utf8').split('\n\n')
    expect(options).toContain('exclude http.log.error')
    expect(web).toMatch(/^sucharit\.example\.go\.th \{[\s\S]*127\.0\.0\.1:3000/)
    expect(ballot).toMatch(/^ballot\.example\.go\.th \{[\s\S]*127\.0\.0\.1:3001/)
    for (const header of ['X-Forwarded-For', 'User-Agent', 'Cookie', 'Referer']) expect(ballot).toContain(`-${header}`)
  })

  test('writes a Caddyfile that Caddy takes, as is the one for containers', async ({ skip }) => {
    if (caddy === undefined) skip('Caddy is not on this machine, and Debian’s cannot be fetched')
    expect(await call(installService, { to: dir }).code).toBe(0)
    const hosts = {
      PUBLIC_HOST: 'sucharit.example.go.th',
      BALLOT_HOST: 'ballot.example.go.th',
      ACME_EMAIL: 'it@example.go.th',
    }
    const validate = (file: string) =>
      run(caddy as string, ['validate', '--adapter', 'caddyfile', '--config', file], {
        env: { HOME: dir, XDG_DATA_HOME: dir, ...hosts },
      })
    for (const file of [join(dir, 'sucharit.Caddyfile'), inContainers])
      expect((await validate(file)).stdout).toContain('Valid configuration')
    // The check can fail: a line that Caddy does not know.
    const spoilt = join(dir, 'spoilt.Caddyfile')
    writeFileSync(spoilt, readFileSync(inContainers, 'utf8').replace('reverse_proxy', 'reverse_proxies'))
    await expect(validate(spoilt)).rejects.toThrow('unrecognized directive: reverse_proxies')
  })

  test.each([
    ['an account name that is none', { user: 'root; rm' }, /is no account name/],
    ['a path that systemd reads otherwise', { 'copy-to': '/mnt/100%n copy' }, /a systemd unit reads otherwise/],
    ['a folder that cannot be written', { to: '/proc/sucharit' }, /cannot be written/],
  ])('refuses %s and writes nothing', async (_what, options, words) => {
    const to = join(dir, 'units')
    mkdirSync(to)
    await expect(call(installService, { to, ...options }).code).rejects.toThrow(StartError)
    await expect(call(installService, { to, ...options }).code).rejects.toThrow(words)
    expect(readdirSync(to)).toEqual([])
  })
})

test.each(['0', '-1', '1.5', 'many'])('backup refuses to keep "%s" copies before it makes one', async (keep) => {
  expect(await call(backup, { keep, to: join(dir, 'backups') }).code).toBe(badUsage)
  expect(readdirSync(dir)).toEqual([])
})
