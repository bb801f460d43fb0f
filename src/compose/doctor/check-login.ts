import { createLineLogin } from '../../line/line-login.ts'
import type { Clock } from '../../platform/clock.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { loginCallbackUrl, loginChannel } from '../channel.ts'
import { byHand, type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

/** What LINE says of the Login channel by which officers sign in: its id and secret, and the address it sends them back to. */
export async function checkLogin({ config }: CheckContext, { clock }: { clock: Clock }): Promise<Finding[]> {
  const channel = loginChannel(config, createSecrets(config.secretsDir))
  if (!channel) return [skipped('LINE Login', 'LINE_LOGIN_CHANNEL_SECRET is not set: officers sign in by e-mail alone')]
  if (!config.login?.secret) return [skipped('LINE Login', 'the simulator stands in')]
  const callbackUrl = loginCallbackUrl(config)
  const login = createLineLogin({ channel, apiUrl: config.lineApiUrl, callbackUrl, clock })
  const remedy = 'Allow HTTPS to api.line.me and access.line.me.'
  const findings = await Promise.all([
    guarded('LINE Login', remedy, async () => [judge(await login.testChannel(), channel.channelId)]),
    guarded('LINE Login callback', remedy, async () => [
      (await login.takesCallback())
        ? ok('LINE Login callback', callbackUrl)
        : fix(
            'LINE Login callback',
            `LINE Developers Console → the LINE Login channel → LINE Login → Callback URL: add ${callbackUrl}`,
          ),
    ]),
  ])
  return [
    ...findings.flat(),
    byHand('LINE Login published', 'LINE Developers Console → the LINE Login channel: Published, not Developing.'),
    byHand('LINE share picker', 'LINE Developers Console → the LINE Login channel → LIFF → Share target picker: on.'),
  ]
}

function judge(verdict: 'accepted' | 'refused' | 'unclear', channelId: string): Finding {
  if (verdict === 'accepted') return ok('LINE Login', `channel ${channelId} has this secret`)
  if (verdict === 'unclear') return byHand('LINE Login', 'LINE’s answer tells nothing of the secret: sign in once.')
  return fix(
    'LINE Login',
    'LINE does not accept LINE_LOGIN_CHANNEL_ID with LINE_LOGIN_CHANNEL_SECRET: copy both again.',
  )
}
