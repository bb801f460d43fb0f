import { accessSync, constants, realpathSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { StartError } from '../../platform/errors.ts'
import { makeFolder } from '../../platform/make-folder.ts'
import { backupsDir } from '../backup-places.ts'
import { type ServicePlan, writeCaddyfile, writeCommand, writeUnitFiles } from '../service/unit-files.ts'
import type { Command } from './command.ts'

const projectDir = resolve(import.meta.dirname, '../../..')
const systemFolder = '/etc/systemd/system'

export const installService: Command = {
  name: 'service install',
  usage:
    '[--to <folder>] [--at <link to the release in use>] [--user <account>] [--env <file>] [--copy-to <second place for backups>]',
  help: `writes the systemd units, the nightly backup, a Caddyfile and the command sucharit (default ${systemFolder}), and says what to run next`,
  options: ['to', 'at', 'user', 'env', 'copy-to'],
  async run({ config, options, print }) {
    const to = resolve(options.to ?? systemFolder)
    const plan: ServicePlan = {
      ...placeOf(options.at),
      user: accountName(options.user ?? 'sucharit'),
      envFile: resolve(options.env ?? '/etc/sucharit/env'),
      dataDir: config.dataDir,
      secretsDir: config.secretsDir,
      backupsDir: backupsDir(config),
      copyTo: options['copy-to'] && resolve(options['copy-to']),
    }
    for (const path of [plan.projectDir, plan.node, plan.envFile, plan.dataDir, plan.secretsDir, plan.copyTo])
      refuseOdd(path)
    prepare(to)
    const caddyfile = writeCaddyfile(config)
    const files = { ...writeUnitFiles(plan), 'sucharit.Caddyfile': caddyfile, 'sucharit.command': writeCommand(plan) }
    for (const [name, text] of Object.entries(files)) await writeFile(join(to, name), text, { mode: 0o644 })
    for (const name of Object.keys(files)) print(join(to, name))
    for (const line of nextSteps(plan, to)) print(line)
    return 0
  },
}

/**
 * Where the units find the program. Through a link, an upgrade is made beside the running release and begins with the restart;
 * npm ci in the folder of a running service would take its modules away under it.
 */
function placeOf(at: string | undefined): Pick<ServicePlan, 'projectDir' | 'node'> {
  const node = process.execPath
  if (at === undefined) return { projectDir, node }
  const link = resolve(at)
  if (realPlace(link) !== realPlace(projectDir))
    throw new StartError(`${link} does not lead to ${projectDir}. Make it so: ln -sfn ${projectDir} ${link}`)
  const inside = relative(projectDir, node)
  return { projectDir: link, node: inside.startsWith('..') ? node : join(link, inside) }
}

function realPlace(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function nextSteps(plan: ServicePlan, to: string): string[] {
  const { user, envFile } = plan
  // All that the units may write to: one that is missing keeps them from starting.
  const folders = [plan.dataDir, plan.secretsDir, plan.backupsDir, ...(plan.copyTo ? [plan.copyTo] : [])]
  return [
    '',
    'Next, as root:',
    `  useradd --system --shell /usr/sbin/nologin ${user}`,
    `  install -d -o ${user} -m 700 ${folders.join(' ')}`,
    `  install -D -m 600 /dev/null ${envFile}   # then the settings of .env.example in it`,
    `  npm run build                            # and again after every upgrade`,
    `  cp ${join(to, 'sucharit.Caddyfile')} /etc/caddy/Caddyfile && systemctl reload caddy`,
    '  systemctl daemon-reload && systemctl enable --now sucharit.service sucharit-backup.timer',
    `  install -m 755 ${join(to, 'sucharit.command')} /usr/local/sbin/sucharit`,
    '  sucharit doctor',
  ]
}

function accountName(user: string): string {
  if (/^[a-z_][a-z0-9_-]{0,31}$/.test(user)) return user
  throw new StartError(`"${user}" is no account name. Use small letters, digits, - and _.`)
}

/** Unit files split at spaces and read % as a specifier (systemd.unit(5)): such a path would be another one there. */
function refuseOdd(path: string | undefined): void {
  if (path === undefined || /^[\w./@:+-]+$/.test(path)) return
  throw new StartError(`${path} holds a character that a systemd unit reads otherwise. Move it to a plain path.`)
}

function prepare(folder: string): void {
  try {
    makeFolder(folder, 0o755)
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw new StartError(
      `${folder} cannot be written. Run this as root, or give --to another folder and copy from there.`,
      { cause },
    )
  }
}
