import { connectLine } from '../../line/connect-line.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { createMetrics } from '../../platform/metrics.ts'
import { unpaced } from '../../platform/pace/create-pace.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { channelAccess } from '../channel.ts'
import { findWebhookTrouble, webhookUrl } from '../webhook-trouble.ts'
import { byHand, type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

const switchOn = 'LINE Developers Console → Messaging API → Use webhook: on.'
const remedies: Record<string, string> = {
  SWITCHED_OFF: switchOn,
  COULD_NOT_CONNECT:
    'LINE cannot reach PUBLIC_URL: open port 443 to the internet and check the DNS name and certificate.',
  REQUEST_TIMEOUT: 'The webhook answers too slowly: check that the service runs and PostgreSQL answers (GET /readyz).',
  ERROR_STATUS_CODE: 'The webhook answers with an error: check LINE_CHANNEL_SECRET, and the log of the service.',
}

/** What LINE itself says of token, channel and webhook; and the switches that no call can read. */
export async function checkLine({ config }: CheckContext, deps: { clock: Clock; log: Log }): Promise<Finding[]> {
  if (config.line.mode === 'simulator') return [skipped('LINE', 'no channel is set: the simulator stands in')]
  const line = connectLine({
    access: channelAccess(config, createSecrets(config.secretsDir)),
    apiUrl: config.lineApiUrl,
    dataApiUrl: config.lineDataApiUrl,
    metrics: createMetrics(),
    pace: unpaced,
    ...deps,
  })
  const token = await guarded('LINE token', 'Issue a new token in the LINE Developers Console.', async () => {
    const bot = await line.getBotInfo()
    const chat = 'LINE Official Account Manager → Response settings: switch Chat off; the bot answers there.'
    return [
      ok('LINE token', `belongs to ${bot.basicId}`),
      bot.chatMode === 'bot' ? ok('LINE chat', 'off') : fix('LINE chat', chat),
    ]
  })
  const webhook = await guarded(
    'LINE webhook',
    'Set the webhook URL to PUBLIC_URL/webhook and switch it on.',
    async () => {
      const trouble = await findWebhookTrouble(line, config)
      if (!trouble) return [ok('LINE webhook', `LINE calls ${webhookUrl(config)} and got 200`)]
      const { reason, found } = trouble
      const remedy = remedies[reason] ?? `set the webhook URL to ${webhookUrl(config)}. ${switchOn}`
      return [fix('LINE webhook', `${reason}${found && ` (${found})`}: ${remedy}`)]
    },
  )
  return [
    ...token,
    ...webhook,
    byHand('LINE redelivery', 'LINE Developers Console → Messaging API → Webhook redelivery: on.'),
    byHand(
      'LINE greeting and auto-reply',
      'LINE Official Account Manager → Response settings: greeting off, auto-reply off, webhook on.',
    ),
    byHand(
      'LINE own account',
      'take an OA for staff alone, not the one that the public follows; no other OA may be in their groups, as LINE allows one a group.',
    ),
    byHand('LINE groups', 'LINE Developers Console → Messaging API → Allow bot to join group chats: on.'),
  ]
}
