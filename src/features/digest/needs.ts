import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import type { ContentKind } from '../../contracts/api/contents.ts'
import type { TemplateData } from '../../contracts/templates.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Period } from './rules.ts'

export type OfficerNews = { topic: string; line: OutgoingMessage[]; mail: { subject: string; text: string } }

export type DigestDeps = {
  database: Pick<Database, 'transaction'>
  clock: Clock
  audit: Audit
  publicUrl: string
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Those who prepare cards; owners where there is nobody else. */
  listEditors(tx: Tx): Promise<string[]>
  tellOfficer(tx: Tx, userId: string, news: OfficerNews): Promise<void>
  agencyName(tx: Tx): Promise<string>
  /** Runs that have gone out, tests aside. */
  countRunsDone(tx: Tx, period: Period): Promise<number>
  /** Titles of the cards that went out, each once, the newest first. */
  listSent(tx: Tx, period: Period): Promise<string[]>
  /** Polls that opened; and what the office said it will do about those whose result became known. */
  listPollsOf(tx: Tx, period: Period): Promise<{ asked: string[]; answered: { title: string; nextStep: string }[] }>
  /** Updates on measures that were approved and tell of something done. */
  listMeasureUpdates(tx: Tx, period: Period): Promise<{ title: string; result: string | null }[]>
  /** Whether a card may say this: one that may not is refused when it is created. */
  keepsRules(data: TemplateData<'digest'>): boolean
  createCard(
    tx: Tx,
    actor: Actor,
    draft: {
      title: string
      template: 'digest'
      kind: ContentKind
      owner: string
      data: TemplateData<'digest'>
      itaItems: string[]
      tags: string[]
    },
  ): Promise<{ id: string }>
  /** Drafts a campaign, which is then approved and sent as any other. */
  createCampaign(
    tx: Tx,
    actor: Actor,
    campaign: {
      name: string
      messages: MessageSpec[]
      audience: AudienceSpec
      schedule: ScheduleSpec
      urgent: boolean
      notify: boolean
    },
  ): Promise<{ id: string }>
}
