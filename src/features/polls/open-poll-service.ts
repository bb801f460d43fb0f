import { postbackData } from '../../bot/postback-data.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { PollDeps } from './needs.ts'
import type { PollRow } from './poll-repo.ts'
import { askPostback } from './question-card.ts'
import { listOpenFor } from './vote-repo.ts'

/** A poll as a menu offers it: a chat poll asks its first question at a tap, a ballot poll has a page. */
export type OfferedPoll = { title: string; opens: { postback: string } | { url: string } }

const offeredAtOnce = 12

/** What somebody may answer now. Polls they have answered are among them: whether they have is not looked up. */
export function createOpenPollService(deps: Pick<PollDeps, 'ballotUrl' | 'canDrawBallots'>) {
  const find = async (tx: Tx, lineUserId: string) =>
    (await listOpenFor(tx, lineUserId, ['chat', 'ballot'], offeredAtOnce)).filter(
      ({ anonymity }) => anonymity === 'chat' || deps.canDrawBallots,
    )

  const pageOf = ({ id, fingerprint }: PollRow) => deps.ballotUrl({ id, fingerprint: fingerprint ?? '' })

  async function listOpen(tx: Tx, lineUserId: string): Promise<OfferedPoll[]> {
    return (await find(tx, lineUserId)).map((poll) => ({
      title: poll.title,
      opens:
        poll.anonymity === 'chat'
          ? { postback: postbackData(askPostback, { poll: poll.id, question: '0' }) }
          : { url: pageOf(poll) },
    }))
  }

  /** The page of the newest open poll that asks for nothing but written opinions; undefined while there is none. */
  async function feedbackUrl(tx: Tx, lineUserId: string): Promise<string | undefined> {
    const standing = (await find(tx, lineUserId)).findLast(
      ({ anonymity, questions }) => anonymity === 'ballot' && questions.every(({ kind }) => kind === 'text'),
    )
    return standing && pageOf(standing)
  }

  return { listOpen, feedbackUrl }
}
