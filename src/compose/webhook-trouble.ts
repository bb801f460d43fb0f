import type { Config } from '../config.ts'
import type { connectLine } from '../line/connect-line.ts'
import { LineRejected } from '../line/errors.ts'

type Line = Pick<ReturnType<typeof connectLine>, 'getWebhookEndpoint' | 'testWebhook'>

/** A code of ours or of LINE's test, and what LINE calls or got. */
export type WebhookTrouble = { reason: string; found: string }

export const webhookUrl = ({ publicUrl }: Pick<Config, 'publicUrl'>) => `${publicUrl}/webhook`

/**
 * Why LINE's events do not come here; undefined when they do. LINE's own test alone does not tell: it calls whatever address is
 * set, also while "Use webhook" is off.
 */
export async function findWebhookTrouble(
  line: Line,
  config: Pick<Config, 'publicUrl' | 'line'>,
): Promise<WebhookTrouble | undefined> {
  const set = await readEndpoint(line)
  if (!set) return { reason: 'NOT_SET', found: '' }
  // The demo's LINE calls the port itself, whatever name people use.
  if (config.line.mode === 'channel' && !isSame(set.endpoint, webhookUrl(config)))
    return { reason: 'OTHER_ADDRESS', found: set.endpoint }
  if (!set.active) return { reason: 'SWITCHED_OFF', found: set.endpoint }
  const { success, reason, detail } = await line.testWebhook()
  return success ? undefined : { reason, found: detail }
}

async function readEndpoint(line: Line) {
  try {
    return await line.getWebhookEndpoint()
  } catch (error) {
    if (error instanceof LineRejected && error.httpStatus === 404) return undefined
    throw error
  }
}

/** As browsers read them: a host in capitals or a port that goes without saying is the same address. */
const isSame = (one: string, other: string) => URL.canParse(one) && new URL(one).href === new URL(other).href
