import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import { pollInvitationTemplate, type TemplateName } from '../../contracts/templates.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { listMessagesDone } from './digest-repo.ts'
import type { CampaignDeps } from './needs.ts'

// A digest names its polls by themselves, and not the digest before it.
const passedOver: string[] = [pollInvitationTemplate, 'digest' satisfies TemplateName]

/** What went out in a period, by the titles that people saw; a card without one by its name in the library. */
export function createSentService(deps: Pick<CampaignDeps, 'resolveMessage' | 'findSeriesItem'>) {
  /** Each title once, the newest first. */
  async function listSent(tx: Tx, period: { from: Date; to: Date }): Promise<string[]> {
    const titles = new Map<string, string | undefined>()
    for (const { messages, seriesItemId } of await listMessagesDone(tx, period)) {
      for (const message of messages) {
        const spec = 'seriesId' in message ? seriesItemId && (await deps.findSeriesItem(tx, seriesItemId)) : message
        const key = JSON.stringify(spec)
        if (spec && !titles.has(key)) titles.set(key, await titleOf(tx, spec))
      }
    }
    return [...new Set(titles.values())].filter((title) => title !== undefined)
  }

  async function titleOf(tx: Tx, spec: MessageSpec): Promise<string | undefined> {
    const { template, data, name } = await deps.resolveMessage(tx, spec)
    if (passedOver.includes(template)) return undefined
    const { title } = data as { title?: unknown }
    return typeof title === 'string' ? title : name
  }

  return { listSent }
}
