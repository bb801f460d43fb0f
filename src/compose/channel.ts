import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'
import type { ChannelAccess } from '../line/connect-line.ts'
import type { Secrets } from '../platform/secrets/secrets.ts'

/** The simulator's channel: secret and token of this installation alone, so that no web page can guess them. */
export function simulatorChannel(secrets: Secrets): { secret: string; accessToken: string; channelId: string } {
  const key = secrets.lasting('simulator-channel')
  const derive = (name: string) => createHmac('sha256', key).update(name).digest('hex')
  return { secret: derive('secret').slice(0, 32), accessToken: derive('token'), channelId: '1000000001' }
}

export type LoginChannel = { authorizeUrl: string; channelId: string; secret: string }

/** The LINE Login channel that officers sign in by; undefined where none is set. */
export function loginChannel({ login }: Config, secrets: Secrets): LoginChannel | undefined {
  if (!login) return undefined
  const own = () =>
    createHmac('sha256', secrets.lasting('simulator-channel')).update('login').digest('hex').slice(0, 32)
  return { ...login, secret: login.secret ?? own() }
}

/** The page of the console to which LINE sends people back: the callback URL of the Login channel. */
export const loginCallbackUrl = ({ publicUrl }: Pick<Config, 'publicUrl'>) => `${publicUrl}/sign-in/line`

export function channelAccess({ line }: Config, secrets: Secrets): ChannelAccess {
  if (line.mode === 'simulator') return { kind: 'long-lived', token: simulatorChannel(secrets).accessToken }
  if (line.token.kind === 'long-lived') return { kind: 'long-lived', token: line.token.value }
  return { kind: 'stateless', channelId: line.token.channelId, secret: line.secrets[0] as string }
}

/** Two while a channel secret is being rotated. */
export function channelSecrets({ line }: Config, secrets: Secrets): string[] {
  return line.mode === 'simulator' ? [simulatorChannel(secrets).secret] : line.secrets
}
