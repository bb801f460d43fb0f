import { stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

const gigabyte = 1024 ** 3
const leastMemory = 3.5 * gigabyte // "4 GB" as machines report it
const leastFree = 5 * gigabyte // two nightly backups of a busy year, and room for PostgreSQL to vacuum
const mostSkewMs = 5000 // reply tokens live 60 s and ID tokens are checked to the second

export async function checkMachine({ config, now }: CheckContext): Promise<Finding[]> {
  return [
    judgeMemory(totalmem()),
    ...(await disk(config.dataDir)),
    ...(await secretsApart(config.dataDir, config.secretsDir)),
    ...(await clock(config.lineApiUrl, now)),
  ]
}

export function judgeMemory(bytes: number): Finding {
  const has = `${(bytes / gigabyte).toFixed(1)} GB`
  return bytes >= leastMemory ? ok('memory', has) : fix('memory', `${has}: give the machine 4 GB.`)
}

function disk(dataDir: string): Promise<Finding[]> {
  return guarded('disk', 'DATA_DIR must be there and readable: start the service once.', async () => {
    const { bavail, blocks, bsize } = await statfs(dataDir)
    const free = bavail * bsize
    const words = `${(free / gigabyte).toFixed(1)} GB free of ${((blocks * bsize) / gigabyte).toFixed(0)} GB`
    return [
      free >= leastFree ? ok('disk', words) : fix('disk', `${words}: free some, or move DATA_DIR to a larger disk.`),
    ]
  })
}

/** A snapshot of one disk must not hold sealed votes and their keys together. */
function secretsApart(dataDir: string, secretsDir: string): Promise<Finding[]> {
  return guarded('secrets', 'SECRETS_DIR must be there and readable: start the service once.', async () => {
    const [data, secrets] = await Promise.all([stat(dataDir), stat(secretsDir)])
    if ((secrets.mode & 0o077) !== 0)
      return [fix('secrets', `SECRETS_DIR can be read by others: chmod 700 ${secretsDir}`)]
    if (data.dev !== secrets.dev) return [ok('secrets', 'on another disk than the data')]
    return [
      fix(
        'secrets',
        'SECRETS_DIR lies on the disk of the data: a snapshot of it holds sealed votes and their keys. Move it to a small disk of its own.',
      ),
    ]
  })
}

function clock(lineApiUrl: string, now: Date): Promise<Finding[]> {
  return guarded('clock', 'LINE must be reachable to compare the clock: allow HTTPS to api.line.me.', async () => {
    const answer = await fetch(lineApiUrl, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    const theirs = answer.headers.get('date')
    if (!theirs) return [skipped('clock', 'the answer carries no date')]
    const skewMs = Math.abs(new Date(theirs).getTime() - now.getTime())
    const words = `${(skewMs / 1000).toFixed(0)} s from LINE’s`
    return [
      skewMs <= mostSkewMs
        ? ok('clock', words)
        : fix('clock', `${words}: switch on time synchronisation (timedatectl set-ntp true).`),
    ]
  })
}
