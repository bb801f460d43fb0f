import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets/secrets.ts'
import { startSimulator } from '../simulator/index.ts'
import { loginCallbackUrl, loginChannel, simulatorChannel } from './channel.ts'
import { sheetOrigins } from './phone-sheet.ts'
import { simulatorFolder } from './simulator-folder.ts'

const projectDir = join(import.meta.dirname, '../..')

/** ROLES=simulator: a LINE platform on this machine, for the channel that is set or for the demo's own. */
export async function runSimulator(config: Config, log: Log): Promise<{ close(): Promise<void> }> {
  const login = loginChannel(config, createSecrets(config.secretsDir))
  return startSimulator({
    port: config.ports.simulator,
    dataDir: simulatorFolder(config),
    worldFile: join(projectDir, 'prisma/seed/demo.json'),
    channel: channelOf(config),
    liff: config.liff && { ...config.liff, endpointUrl: `${config.publicUrl}/liff/` },
    login: login && { ...login, callbackUrls: [loginCallbackUrl(config)] },
    webhookUrl: `http://127.0.0.1:${config.ports.web}/webhook`,
    sheetOrigins: sheetOrigins(config),
    webDir: join(projectDir, 'dist/web/phone'),
    log,
  })
}

function channelOf({ line, secretsDir }: Config) {
  if (line.mode === 'simulator') return simulatorChannel(createSecrets(secretsDir))
  const secret = line.secrets[0] as string
  if (line.token.kind === 'long-lived') return { secret, accessToken: line.token.value, channelId: '1000000001' }
  return { secret, accessToken: '', channelId: line.token.channelId }
}
