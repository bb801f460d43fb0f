import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import { pollInvitationTemplate, pollResultTemplate } from '../../contracts/templates.ts'
import { addButton } from '../../line/flex/add-button.ts'
import { checkMessages } from '../../line/messages/check-messages.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { sayAlone } from '../../line/messages/say-alone.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CardVersions } from './approval-rules.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { createCorrectedRun } from './corrected-run-service.ts'
import { type Precedence, rankOf } from './cost-rules.ts'
import { checkNoInvitation } from './invitation-rules.ts'
import type { CampaignDeps } from './needs.ts'
import { isTooFewToCount, type PlannedCount } from './rules.ts'
import { createSeriesSteps } from './series-service.ts'

/** `isPublic`: groups with outsiders may get it. */
export type PreparedCards = {
  messages: OutgoingMessage[]
  /** What each of them says by itself. */
  texts: string[]
  templates: string[]
  isApproved: boolean
  isPublic: boolean
  rank: Precedence
  versions: CardVersions
}

export const maxMessages = 5 // LINE: 1..5 objects a request

type CheckedCards = Pick<PreparedCards, 'templates' | 'isPublic'>

/** The messages of a campaign as LINE takes them. */
export function createCardService(deps: CampaignDeps) {
  const corrected = createCorrectedRun(deps)
  const steps = createSeriesSteps(deps)

  /** `contentId`: the card that stands for its series. Left out: the series' first. */
  async function render(tx: Tx, campaign: CampaignRow, contentId?: string): Promise<PreparedCards> {
    const specs: Awaited<ReturnType<CampaignDeps['resolveMessage']>>[] = []
    const versions: CardVersions = {}
    for (const spec of campaign.messages) {
      const resolved = await deps.resolveMessage(tx, 'seriesId' in spec && contentId ? { contentId } : spec)
      if ('contentId' in spec && resolved.version !== undefined) versions[spec.contentId] = resolved.version
      specs.push(resolved)
    }
    const templates = specs.map(({ template }) => template)
    // A card of the library, of a series above all, may have become an invitation since it was chosen.
    checkNoInvitation(templates, campaign.messages)
    const quoted = await corrected.quote(tx, campaign)
    const cards = specs.map((spec) => deps.renderCard(spec.template, spec.data))
    const texts = cards.map((card, index) => sayAlone(card, specs[index]?.data))
    const messages = [...quoted, ...cards]
    checkCount(messages)
    return {
      messages,
      texts: [...quoted.map((message) => sayAlone(message, {})), ...texts],
      templates,
      isApproved: specs.every((spec) => spec.isApproved),
      isPublic: specs.every(deps.isPublicCard),
      rank: rankOf(campaign, templates),
      versions,
    }
  }

  /** As it would go out now: a series by the card it sends next. */
  const renderNext = async (tx: Tx, campaign: CampaignRow) =>
    render(tx, campaign, await steps.nextContent(tx, campaign))

  const prepareNext = (tx: Tx, campaign: CampaignRow) => orProblem(() => renderNext(tx, campaign))

  const prepare = (tx: Tx, campaign: CampaignRow, contentId?: string) =>
    orProblem(() => render(tx, campaign, contentId))

  /**
   * With the button รับทราบ, where the campaign asks for it.
   * @throws RECEIPT_NEEDS_CARD, MESSAGE_OVER_LIMIT (422) when there is no card for it, or the card has no room.
   */
  function addReceipt(campaign: CampaignRow, runId: string, messages: OutgoingMessage[]): OutgoingMessage[] {
    if (!campaign.asksReceipt) return messages
    checkHasCard(messages)
    const asked = addButton(messages, { label: 'รับทราบ', data: deps.receiptData(runId) })
    const problems = checkMessages(asked, { allowHttpLoopback: true }) // http was refused, where it is, when the card was rendered
    if (problems.length === 0) return asked
    throw new AppError('MESSAGE_OVER_LIMIT', 'The card has no room for the button.', { status: 422, data: problems })
  }

  /** What a run says before anybody is planned: with its own button; or why the card has no room for it. */
  const asSent = (campaign: CampaignRow, runId: string, messages: OutgoingMessage[]) =>
    orProblem(async () => addReceipt(campaign, runId, messages))

  /** With its links counted, unless so few get it that a count would tell who. */
  const withLinks = async (tx: Tx, runId: string, planned: PlannedCount, messages: OutgoingMessage[]) =>
    isTooFewToCount(planned) ? messages : deps.countLinks(tx, runId, messages)

  /** Words written into the campaign itself: the library looks at its own. */
  function checkWords(specs: readonly MessageSpec[]): void {
    for (const spec of specs) if ('template' in spec) deps.checkRules({ title: '', data: officeWords(spec) })
  }

  /** Of a campaign being written: what LINE or the rules of content would refuse is refused while its author is still at the desk. What it is made of. */
  async function check(tx: Tx, specs: MessageSpec[], { asksReceipt = false } = {}): Promise<CheckedCards> {
    const cards: { template: string; data: unknown }[] = []
    const messages: OutgoingMessage[] = []
    checkWords(specs)
    for (const spec of specs) {
      const card = await deps.resolveMessage(tx, spec)
      messages.push(deps.renderCard(card.template, card.data))
      cards.push(card)
    }
    if (asksReceipt) checkHasCard(messages)
    return { templates: cards.map(({ template }) => template), isPublic: cards.every(deps.isPublicCard) }
  }

  /** What would go out if it were sent now; links and the button are those of a run that is not there yet. */
  async function preview(tx: Tx, campaign: CampaignRow): Promise<Pick<PreparedCards, 'messages' | 'texts'>> {
    const { messages, texts } = await renderNext(tx, campaign)
    return { messages: addReceipt(campaign, campaign.id, messages), texts }
  }

  const versionsNow = async (tx: Tx, campaign: CampaignRow) => (await render(tx, campaign)).versions

  return {
    render,
    renderNext,
    prepare,
    prepareNext,
    addReceipt,
    asSent,
    withLinks,
    check,
    checkWords,
    preview,
    versionsNow,
  }
}

/** The quotation of a correction is a message too. @throws MESSAGE_OVER_LIMIT (422) */
function checkCount({ length }: readonly OutgoingMessage[]): void {
  if (length <= maxMessages) return
  throw new AppError('MESSAGE_OVER_LIMIT', `LINE takes ${maxMessages} messages, a quotation among them.`, {
    status: 422,
    data: [{ path: 'messages', code: 'TOO_MANY', message: `must hold at most ${maxMessages} messages` }],
  })
}

/** A LINE image has no button. @throws RECEIPT_NEEDS_CARD (422) */
function checkHasCard(messages: readonly OutgoingMessage[]): void {
  if (messages.some(({ type }) => type === 'flex')) return
  throw new AppError('RECEIPT_NEEDS_CARD', 'A LINE image has no button. Send a card, or ask for no receipt.', {
    status: 422,
  })
}

/** What was made; or why a card that was good when it was approved is not any more. */
async function orProblem<T>(make: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { problem: error.code.toLowerCase() }
    throw error
  }
}

/** An invitation says what its poll says; a result what people were asked and answered, and what the office adds to it. */
function officeWords({ template, data }: { template: string; data: Record<string, unknown> }): Record<string, unknown> {
  if (template === pollInvitationTemplate) return {}
  if (template !== pollResultTemplate) return data
  const { nextStep, lateReason, source, fiscalYear } = data
  return { nextStep, lateReason, source, fiscalYear }
}

/** A tester must never take it for the real thing. */
export function markAsTest(messages: OutgoingMessage[]): OutgoingMessage[] {
  return [{ type: 'text', text: 'ข้อความทดสอบ ยังไม่ใช่การส่งจริง' }, ...messages]
}
