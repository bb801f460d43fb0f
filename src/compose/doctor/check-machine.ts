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
  return bytes >= leastMemory ? ok('memory', has) : fix('memory', `${has}. Give the machine 4 GB.`)
}

function disk(dataDir: string): Promise<Finding[]> {
  return guarded('disk', 'DATA_DIR must exist and be readable. Start the service once.', async () => {
    const { bavail, blocks, bsize } = await statfs(dataDir)
    const free = bavail * bsize
    const words = `${(free / gigabyte).toFixed(1)} GB free of ${((blocks * bsize) / gigabyte).toFixed(0)} GB`
    return [
      free >= leastFree
        ? ok('disk', words)
        : fix('disk', `${words}. Free some space, or move DATA_DIR to a larger disk.`),
    ]
  })
}

/** A snapshot of one disk must not hold sealed votes and their keys together. */
function secretsApart(dataDir: string, secretsDir: string): Promise<Finding[]> {
  return guarded('secrets', 'SECRETS_DIR must exist and be readable. Start the service once.', async () => {
    const [data, secrets] = await Promise.all([stat(dataDir), stat(secretsDir)])
    if ((secrets.mode & 0o077) !== 0)
      return [fix('secrets', `Other users of this machine can read SECRETS_DIR. Run: chmod 700 ${secretsDir}`)]
    if (data.dev !== secrets.dev) return [ok('secrets', 'SECRETS_DIR is on another disk than DATA_DIR.')]
    return [
      fix(
        'secrets',
        'SECRETS_DIR is on the same disk as DATA_DIR, so a snapshot of that disk holds the sealed votes and their keys together. Move it to a small disk of its own.',
      ),
    ]
  })
}

function clock(lineApiUrl: string, now: Date): Promise<Finding[]> {
  return guarded('clock', 'The clock is compared with LINE’s. Allow HTTPS to api.line.me.', async () => {
    const answer = await fetch(lineApiUrl, { method: 'HEAD', signal: AbortSignal.timeout(5000) })
    const theirs = answer.headers.get('date')
    if (!theirs) return [skipped('clock', 'LINE’s answer has no date to compare the clock with.')]
    const skewMs = Math.abs(new Date(theirs).getTime() - now.getTime())
    const words = `The clock differs from LINE’s by ${(skewMs / 1000).toFixed(0)} s.`
    return [
      skewMs <= mostSkewMs
        ? ok('clock', words)
        : fix('clock', `${words} Turn on time synchronisation (timedatectl set-ntp true).`),
    ]
  })
}
