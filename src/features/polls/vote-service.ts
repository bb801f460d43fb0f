import { createHmac } from 'node:crypto'
import type { PostbackEvent } from '../../line/events/webhook-event.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { codeOf } from '../../platform/describe-error.ts'
import { boxBytesOf } from './box-rules.ts'
import type { PollDeps } from './needs.ts'
import type { PollKeys } from './poll-keys.ts'
import { findPoll, type PollRow } from './poll-repo.ts'
import { labelOfLevel } from './promise-rules.ts'
import { drawQuestion } from './question-card.ts'
import type { SealFate, Spool } from './spool-service.ts'
import * as repo from './vote-repo.ts'
import { answerOf, readVote, type Vote } from './vote-rules.ts'

const words = {
  sealed: { th: 'บันทึกแล้ว', en: 'Saved' },
  counted: { th: 'นับแล้ว เปลี่ยนไม่ได้', en: 'Counted already; it cannot be changed' },
  closed: { th: 'แบบสำรวจนี้ปิดรับคำตอบแล้ว', en: 'This poll is closed' },
  last: { th: 'ครบทุกข้อแล้ว ขอบคุณ', en: 'That was the last question. Thank you' },
  notEligible: {
    th: 'แบบสำรวจนี้สำหรับบุคลากรที่ลงทะเบียนไว้ก่อนวันเผยแพร่ จึงไม่ได้บันทึกคำตอบนี้',
    en: 'This poll is for staff registered before it was published, so this was not saved',
  },
  noSuchChoice: {
    th: 'แบบสำรวจนี้ไม่มีคำตอบดังกล่าว จึงไม่ได้บันทึก โปรดพิมพ์ “ตอบแบบสำรวจ” เพื่อตอบจากคำถามล่าสุด',
    en: 'This poll has no such answer, so nothing was saved. Type “ตอบแบบสำรวจ” to be asked again',
  },
  none: {
    th: 'ขณะนี้ไม่มีแบบสำรวจที่เปิดรับคำตอบสำหรับท่านในแชตนี้',
    en: 'No poll is open for you in this chat at the moment',
  },
} as const

const rememberMs = 10 * 60_000 // LINE redelivers within minutes; later than that a repeat is still harmless, only more work
const rememberAtMost = 100_000
const repliesAtOnce = 500 // a reply missed is an inconvenience; memory filled with replies is an outage
const cardsAtOnce = 5 // LINE: messages of one reply

/**
 * Votes tapped in the 1:1 chat. Nothing of a vote, accepted or not, is written anywhere but into a sealed box: no inbox row, no
 * log line, no metric with a poll in it. An answer goes out once the box is on disk, and never repeats the choice.
 */
export function createVoteService(deps: PollDeps, { keys, spool }: { keys: PollKeys; spool: Spool }) {
  const { database, clock, metrics } = deps
  const seen = new Map<string, number>()
  const frozen = new Map<string, PollRow>()
  const replying = new Set<Promise<unknown>>()

  /** Resolves once every vote is on disk or refused. @throws DATABASE_UNAVAILABLE (503): LINE then delivers them again. */
  async function receive(votes: readonly PostbackEvent[]): Promise<void> {
    const outcomes = await Promise.allSettled(votes.map(receiveOne))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
  }

  async function receiveOne(event: PostbackEvent): Promise<void> {
    const vote = readVote(event.data)
    const { kind, userId } = event.source
    // In a group everybody would see who taps, and LINE need not say who it was.
    if (!vote || kind !== 'user' || !userId || event.mode === 'standby') return count('vote_refused')
    const eventHash = createHmac('sha256', deps.eventKey).update(event.webhookEventId).digest('base64url')
    if (isSeen(eventHash)) return count('vote_repeated')
    const poll = await findFrozen(vote.pollId)
    const messages = poll ? await take(poll, vote, event, userId) : undefined
    remember(eventHash)
    if (poll && messages) answer(event, messages)
  }

  async function take(
    poll: PollRow,
    vote: Vote,
    event: PostbackEvent,
    userId: string,
  ): Promise<OutgoingMessage[] | undefined> {
    const place = poll.questions.findIndex(({ key }) => key === vote.question)
    const question = poll.questions[place]
    const given = question && answerOf(question, vote.option)
    if (!given) return refuse([say(poll, 'noSuchChoice')])
    // Asked first: at the close the keys go, and with them the list of who was eligible.
    const token = keys.findNamer(poll.id)?.(userId, vote.question)
    if (!token) return refuse([say(poll, 'closed')])
    if (!(await repo.isEligible(database.prisma, poll.id, userId))) return refuse([say(poll, 'notEligible')])
    const fate = await spool.seal(
      poll.id,
      {
        token: token.toString('base64url'),
        pool: vote.question,
        at: event.happenedAt.getTime(),
        answers: { [vote.question]: given },
      },
      boxBytesOf(poll),
    )
    return acknowledge(poll, place, fate)
  }

  function acknowledge(poll: PollRow, place: number, fate: SealFate): OutgoingMessage[] {
    if (fate === 'closed') {
      frozen.delete(poll.id)
      return refuse([say(poll, 'closed')])
    }
    count('vote')
    // No poll beside the failure: the hour of its line is that of a vote.
    return [say(poll, fate), ...drawIfPossible(() => draw(poll, place + 1) ?? say(poll, 'last'))]
  }

  function refuse<M extends OutgoingMessage[] | undefined = undefined>(messages?: M): M {
    count('vote_refused')
    return messages as M
  }

  /** The first question of each open poll that this person may answer. */
  async function askOpen(tx: Tx, userId: string): Promise<OutgoingMessage[]> {
    const polls = await repo.listOpenFor(tx, userId, ['chat'], cardsAtOnce)
    const cards = polls.flatMap((poll) => drawIfPossible(() => draw(poll, 0), { pollId: poll.id }))
    if (cards.length > 0) return cards
    const { language } = await deps.findReader(tx, userId)
    return [{ type: 'text', text: words.none[language] }]
  }

  /** A question by its place, to somebody who may answer it. */
  async function ask(tx: Tx, userId: string, pollId: string, place: number): Promise<OutgoingMessage[]> {
    const poll = await findPoll(tx, pollId)
    if (poll?.anonymity !== 'chat') return []
    if (!(await repo.isEligible(tx, pollId, userId)))
      return [say(poll, poll.state === 'closed' ? 'closed' : 'notEligible')]
    if (poll.state !== 'open') return [say(poll, 'closed')]
    return [draw(poll, place) ?? say(poll, 'last')]
  }

  const draw = (poll: PollRow, place: number) =>
    drawQuestion(deps.renderCard, poll, place, (level) => labelOfLevel(level, poll.language))

  /** Nothing of a question that an older release published in words no card can show: the rest is said. */
  function drawIfPossible(
    drawn: () => OutgoingMessage | undefined,
    about: { pollId?: string } = {},
  ): OutgoingMessage[] {
    try {
      const card = drawn()
      return card ? [card] : []
    } catch (error) {
      deps.log.warn({ ...about, code: codeOf(error) }, 'a question cannot be drawn as a card')
      return []
    }
  }

  const say = (poll: PollRow, what: keyof typeof words): OutgoingMessage => ({
    type: 'text',
    text: words[what][poll.language],
  })

  /** What was frozen at publish does not change, so it is read once. Whether the poll is open is asked with every vote. */
  async function findFrozen(pollId: string): Promise<PollRow | undefined> {
    const known = frozen.get(pollId)
    if (known) return known
    const poll = await findPoll(database.prisma, pollId)
    if (!poll?.publishedAt || poll.anonymity !== 'chat') return refuse()
    if (frozen.size >= 100) frozen.clear()
    if (poll.state === 'open') frozen.set(pollId, poll)
    return poll
  }

  /** Not waited for: LINE has its 200 before the person has their answer. */
  function answer({ replyToken }: PostbackEvent, messages: OutgoingMessage[]): void {
    if (!replyToken || replying.size >= repliesAtOnce) return
    const sending = deps
      .sendReply({ replyToken, messages })
      .then((outcome) => metrics.replies.inc({ outcome }))
      .catch(() => metrics.replies.inc({ outcome: 'unclear' })) // an error here would carry whose vote it was
      .finally(() => replying.delete(sending))
    replying.add(sending)
  }

  function isSeen(hash: string): boolean {
    const at = seen.get(hash)
    return at !== undefined && clock.now().getTime() - at < rememberMs
  }

  /** After the vote is on disk, so that a delivery that failed is taken when it comes again. */
  function remember(hash: string): void {
    if (seen.size >= rememberAtMost) {
      for (const old of [...seen.keys()].slice(0, rememberAtMost / 10)) seen.delete(old) // in the order they came
    }
    seen.set(hash, clock.now().getTime())
  }

  const count = (fate: string): void => metrics.webhookEvents.inc({ fate })

  return {
    receive,
    askOpen,
    ask,
    /** Lets the answers on their way go out. */
    close: async (): Promise<void> => void (await Promise.allSettled(replying)),
  }
}

export type VoteService = ReturnType<typeof createVoteService>
