import { postbackData } from '../../bot/postback-data.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { PollDeps } from './needs.ts'
import type { PollRow } from './poll-repo.ts'
import { labelOfLevel } from './promise-rules.ts'
import { askPostback } from './question-card.ts'
import { findNextOpening, findOpinionsFor, listOpenFor } from './vote-repo.ts'

/** A poll as a menu offers it: a chat poll asks its first question at a tap, a ballot poll has a page. */
export type OfferedPoll = {
  title: string
  levelLabel: Record<PollLanguage, string>
  opens: { postback: string } | { url: string }
}

const offeredAtOnce = 12

/** What somebody may answer now. Polls they have answered are among them: whether they have is not looked up. */
export function createOpenPollService(deps: Pick<PollDeps, 'ballotUrl' | 'canDrawBallots'>) {
  const pageOf = ({ id, fingerprint }: PollRow) => deps.ballotUrl({ id, fingerprint: fingerprint ?? '' })

  const levels: PollRow['anonymity'][] = deps.canDrawBallots ? ['chat', 'ballot'] : ['chat']

  async function listOpen(tx: Tx, lineUserId: string): Promise<OfferedPoll[]> {
    return (await listOpenFor(tx, lineUserId, levels, offeredAtOnce)).map((poll) => ({
      title: poll.title,
      levelLabel: labelsOf(poll),
      opens:
        poll.anonymity === 'chat'
          ? { postback: postbackData(askPostback, { poll: poll.id, question: '0' }) }
          : { url: pageOf(poll) },
    }))
  }

  const findNextAt = (tx: Tx, lineUserId: string) => findNextOpening(tx, lineUserId, levels)

  /** Where an opinion is written without a name, and whether it may be called anonymous; undefined while no such poll is open. */
  async function findFeedback(tx: Tx, lineUserId: string): Promise<{ url: string; isAnonymous: boolean } | undefined> {
    const poll = deps.canDrawBallots ? await findOpinionsFor(tx, lineUserId) : undefined
    return poll && { url: pageOf(poll), isAnonymous: poll.level === 'ballot' }
  }

  return { listOpen, findNextAt, findFeedback }
}

function labelsOf({ level }: PollRow): Record<PollLanguage, string> {
  const worn = level ?? 'ballot_interim'
  return { th: labelOfLevel(worn, 'th'), en: labelOfLevel(worn, 'en') }
}
