import { createLineLogin } from '../../line/line-login.ts'
import type { Clock } from '../../platform/clock.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { loginCallbackUrl, loginChannel } from '../channel.ts'
import { byHand, type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

/** What LINE says of the Login channel by which officers sign in: its id and secret, and the address it sends them back to. */
export async function checkLogin({ config }: CheckContext, { clock }: { clock: Clock }): Promise<Finding[]> {
  const channel = loginChannel(config, createSecrets(config.secretsDir))
  if (!channel)
    return [skipped('LINE Login', 'LINE_LOGIN_CHANNEL_SECRET is not set, so officers sign in by e-mail only.')]
  if (!config.login?.secret) return [skipped('LINE Login', 'The simulator is used instead.')]
  const callbackUrl = loginCallbackUrl(config)
  const login = createLineLogin({ channel, apiUrl: config.lineApiUrl, callbackUrl, clock })
  const remedy = 'Allow HTTPS to api.line.me and access.line.me.'
  const findings = await Promise.all([
    guarded('LINE Login', remedy, async () => [judge(await login.testChannel(), channel.channelId)]),
    guarded('LINE Login callback', remedy, async () => [
      (await login.takesCallback())
        ? ok('LINE Login callback', `LINE accepts ${callbackUrl}.`)
        : fix(
            'LINE Login callback',
            `LINE Developers Console → LINE Login channel → LINE Login → Callback URL: add ${callbackUrl}.`,
          ),
    ]),
  ])
  return [
    ...findings.flat(),
    byHand(
      'LINE Login published',
      'LINE Developers Console → LINE Login channel: its status must be Published, not Developing.',
    ),
    byHand('LINE share picker', 'LINE Developers Console → LINE Login channel → LIFF: turn on “Share target picker”.'),
  ]
}

function judge(verdict: 'accepted' | 'refused' | 'unclear', channelId: string): Finding {
  if (verdict === 'accepted') return ok('LINE Login', `LINE accepts the secret of channel ${channelId}.`)
  if (verdict === 'unclear')
    return byHand(
      'LINE Login',
      'LINE’s answer does not show whether the secret is right. Sign in with LINE once to find out.',
    )
  return fix(
    'LINE Login',
    'LINE does not accept LINE_LOGIN_CHANNEL_ID with LINE_LOGIN_CHANNEL_SECRET. Copy both again from the LINE Developers Console.',
  )
}
