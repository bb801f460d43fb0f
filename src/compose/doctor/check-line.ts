import { connectLine } from '../../line/connect-line.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { createMetrics } from '../../platform/metrics.ts'
import { unpaced } from '../../platform/pace/create-pace.ts'
import { createSecrets } from '../../platform/secrets/secrets.ts'
import { channelAccess } from '../channel.ts'
import { findWebhookTrouble, type WebhookTrouble, webhookUrl } from '../webhook-trouble.ts'
import { byHand, type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

const switchOn = 'LINE Developers Console → Messaging API: turn on “Use webhook”.'
/** By LINE’s own codes. */
const remedies: Record<string, string> = {
  COULD_NOT_CONNECT:
    'LINE cannot reach PUBLIC_URL. Open port 443 to the internet, and check the DNS name and the certificate.',
  REQUEST_TIMEOUT:
    'The webhook answers too slowly. Check that the service is running and that PostgreSQL answers (GET /readyz).',
  ERROR_STATUS_CODE: 'The webhook answers with an error. Check LINE_CHANNEL_SECRET and the log of the service.',
}

/** What LINE itself says of token, channel and webhook; and the switches that no call can read. */
export async function checkLine({ config }: CheckContext, deps: { clock: Clock; log: Log }): Promise<Finding[]> {
  if (config.line.mode === 'simulator')
    return [skipped('LINE', 'No LINE channel is set, so the simulator is used instead.')]
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
    const chat = 'LINE Official Account Manager → Response settings: turn off Chat, because the bot answers there.'
    return [
      ok('LINE token', `The token belongs to ${bot.basicId}.`),
      bot.chatMode === 'bot' ? ok('LINE chat', 'Chat is off.') : fix('LINE chat', chat),
    ]
  })
  const webhook = await guarded(
    'LINE webhook',
    'Set the webhook URL to PUBLIC_URL/webhook and turn it on.',
    async () => {
      const trouble = await findWebhookTrouble(line, config)
      if (!trouble) return [ok('LINE webhook', `LINE called ${webhookUrl(config)} and got the answer 200.`)]
      return [fix('LINE webhook', explain(trouble, webhookUrl(config)))]
    },
  )
  return [
    ...token,
    ...webhook,
    byHand('LINE redelivery', 'LINE Developers Console → Messaging API: turn on “Webhook redelivery”.'),
    byHand(
      'LINE greeting and auto-reply',
      'LINE Official Account Manager → Response settings: turn off the greeting message and auto-response, and turn on webhooks.',
    ),
    byHand(
      'LINE own account',
      'Use an official account for staff only, not the one that the public follows. No other official account may be in their groups, because LINE allows one per group.',
    ),
    byHand('LINE groups', 'LINE Developers Console → Messaging API: turn on “Allow bot to join group chats”.'),
  ]
}

function explain({ reason, found }: WebhookTrouble, url: string): string {
  const set = `Set the webhook URL to ${url}. ${switchOn}`
  if (reason === 'NOT_SET') return `LINE has no webhook URL yet. ${set}`
  if (reason === 'OTHER_ADDRESS') return `LINE calls another address, ${found}. ${set}`
  if (reason === 'SWITCHED_OFF') return `The webhook is switched off. ${switchOn}`
  return `LINE reports ${reason}${found && ` (${found})`}. ${remedies[reason] ?? set}`
}
