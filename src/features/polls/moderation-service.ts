import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { cellOf } from './cell-rules.ts'
import { textThreshold } from './flush-rules.ts'
import { draftResultRequest, type PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import type { PollService } from './service.ts'
import { listTally } from './spool-repo.ts'

/** Open texts, which a moderator alone reads, and the themes that take their place. */
export function createModerationService(
  deps: Pick<PollDeps, 'checkRules' | 'enqueue' | 'findCampaignStates'>,
  { polls }: { polls: PollService },
) {
  /** @throws TEXTS_NOT_READY (409) before the close or below ten. Every reading is in the audit chain. */
  async function readTexts(tx: Tx, actor: Actor, id: string) {
    const poll = await polls.find(tx, id)
    const texts = poll.outcome === 'counted' ? await repo.listTexts(tx, id) : []
    const counts = Map.groupBy(texts, ({ question }) => question)
    const readable = texts.filter(({ question }) => (counts.get(question)?.length ?? 0) >= textThreshold)
    if (readable.length === 0) throw textsNotReady('Texts are read after the close, from ten on.')
    await polls.record(tx, actor, 'poll.read_texts', id, { count: readable.length })
    return readable
  }

  /**
   * In place of the texts of these questions alone: another's are still to be read. A card on the desk is worded anew.
   * @throws CONTENT_RULES (422): they stand on the card, whose source and year stand there. TEXTS_NOT_READY, RESULT_CARD_EXISTS (409)
   */
  async function setThemes(
    tx: Tx,
    actor: Actor,
    id: string,
    themes: { question: string; themes: string[] }[],
  ): Promise<repo.PollRow> {
    deps.checkRules({ title: '', data: themes.map((of) => of.themes) }, ['FIGURE_WITHOUT_SOURCE'])
    const questions = themes.map(({ question }) => question)
    const poll = await polls.lock(tx, id)
    await checkWritten(tx, poll, questions)
    const isOnCard = await isDrafted(tx, poll)
    const given = new Map([...(poll.themes ?? []), ...themes].map((of) => [of.question, of.themes]))
    const deleted = await repo.deleteTexts(tx, id, questions)
    const row = await repo.updatePoll(tx, id, {
      themes: [...given].map(([question, of]) => ({ question, themes: of })),
      ...(isOnCard && { cardHasResult: false }),
    })
    await polls.record(tx, actor, 'poll.set_themes', id, { themes: themes.length, deletedTexts: deleted })
    if (isOnCard) await deps.enqueue(tx, [draftResultRequest(id)])
    return row
  }

  /** By what was counted, and not by the texts: themes may be worded better once those are gone. */
  async function checkWritten(tx: Tx, poll: repo.PollRow, questions: string[]): Promise<void> {
    if (poll.outcome !== 'counted') throw textsNotReady('Themes are written after the close.')
    const tally = await listTally(tx, poll.id)
    const isWritten = (key: string) =>
      poll.questions.some((one) => one.key === key && one.kind === 'text') &&
      cellOf(tally, key).answered >= textThreshold
    if (!questions.every(isWritten)) throw textsNotReady('Themes are of a question that ten have written to.')
  }

  /** Whether figures stand on a card that may still follow. One that has gone out stays; one on its way is drafted again first. */
  async function isDrafted(tx: Tx, { resultCampaignId, resultReleasedAt }: repo.PollRow): Promise<boolean> {
    const state = resultCampaignId && (await deps.findCampaignStates(tx, [resultCampaignId])).get(resultCampaignId)
    if (state === 'draft') return resultReleasedAt !== null
    if (!state || state === 'cancelled' || state === 'completed') return false
    throw new AppError('RESULT_CARD_EXISTS', 'The result card is under way: take it back to a draft first.', {
      status: 409,
      data: { campaignId: resultCampaignId },
    })
  }

  return { readTexts, setThemes }
}

export type ModerationService = ReturnType<typeof createModerationService>

const textsNotReady = (message: string) => new AppError('TEXTS_NOT_READY', message, { status: 409 })
