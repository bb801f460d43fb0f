import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type SpawnedServer, spawnServer } from './spawned-server.ts'

const projectDir = join(import.meta.dirname, '../../..')

/** The real server process with the flags of `npm start`, on free ports and the data folder given; ready when /readyz answers 200. */
export async function startProduct(options: {
  folder: string
  env?: Record<string, string>
  flags?: string[]
}): Promise<SpawnedServer> {
  const [web, ballot, simulator] = await Promise.all([freePort(), freePort(), freePort()])
  return spawnServer({
    args: [...npmStart().flags, ...(options.flags ?? []), 'src/main.ts'],
    cwd: projectDir,
    env: {
      ...npmStart().env,
      PORT: String(web),
      BALLOT_PORT: String(ballot),
      SIMULATOR_PORT: String(simulator),
      DATA_DIR: join(options.folder, 'data'),
      SECRETS_DIR: join(options.folder, 'secrets'),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    readyPath: '/readyz',
  })
}

/** Only what takes in webhooks: the web role of a real channel, so that no simulator runs beside it. */
export function webRoleOf(channelSecret: string): Record<string, string> {
  return {
    ROLES: 'web',
    LINE_CHANNEL_SECRET: channelSecret,
    LINE_CHANNEL_ACCESS_TOKEN: 'unused',
    LINE_API_URL: 'http://127.0.0.1:9',
  }
}

/** The flags of `npm start`, and the environment it sets. */
export function npmStart(): { flags: string[]; env: Record<string, string> } {
  const { scripts } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  const words = scripts.start.split(' ')
  const settings = words.slice(0, words.indexOf('exec')).map((word) => word.split('=') as [string, string])
  return { flags: words.filter((word) => word.startsWith('--')), env: Object.fromEntries(settings) }
}
