import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { Question } from '../../contracts/polls.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import { unseal } from '../../platform/secrets/seal.ts'
import { openBox } from './box-rules.ts'
import * as close from './close-repo.ts'
import { type Batch, type Opened, type PollRules, planFlush } from './flush-rules.ts'
import type { PollKeys } from './poll-keys.ts'
import * as spool from './spool-repo.ts'

const Cut = z.object({ options: z.array(z.object({ key: z.string() })) }).nullable()

/**
 * Opens the boxes, counts and closes: in the ballot process, whose login knows nobody. Every step is one transaction that may be
 * repeated, so dying anywhere leaves rows that say what to do next.
 */
export function createCountService(deps: { database: Database; keys: PollKeys; log: Log }) {
  const { database, keys, log } = deps

  /** Counts what may be counted of every open poll, finishes those that have closed, and destroys keys that are left over. */
  async function step(): Promise<void> {
    const failures: unknown[] = []
    for (const poll of await close.listLivePolls(database.prisma)) {
      try {
        await (poll.state === 'open' ? flush(poll) : finish(poll))
      } catch (error) {
        failures.push(error) // one poll that fails must not keep the others from being counted
      }
    }
    await destroyLeftKeys()
    if (failures.length > 0) throw failures[0]
  }

  async function flush(poll: close.CountedPoll): Promise<void> {
    if (poll.anonymity === 'room') return
    // Asked without the gate: while fewer than 2k boxes wait, no voter is kept waiting for nothing.
    if ((await spool.countBoxes(database.prisma, poll.id)) < 2 * poll.threshold) return
    await database.transaction(async (tx) => {
      await spool.lockGate(tx, poll.id)
      if ((await close.readFate(tx, poll.id))?.state === 'open') await count(tx, poll, false)
    })
  }

  async function finish(poll: close.CountedPoll): Promise<void> {
    const outcome = await database.transaction(
      async (tx) => {
        await spool.lockGate(tx, poll.id)
        if ((await close.readFate(tx, poll.id))?.outcome !== null) return undefined
        return conclude(tx, poll)
      },
      { timeoutMs: 60_000 },
    )
    keys.destroy(poll.id)
    if (outcome) log.info({ pollId: poll.id, outcome }, 'a poll is closed; its keys and votes are destroyed')
  }

  async function conclude(tx: Tx, poll: close.CountedPoll) {
    const outcome = await countTheRest(tx, poll)
    if (outcome !== 'counted') await close.deleteSums(tx, poll.id)
    // In a room the presenter has let each word through.
    else if (poll.anonymity !== 'room') await close.deleteRareWords(tx, poll, wordQuestionsOf(poll))
    const castCount = outcome === 'counted' ? await countCast(tx, poll.id) : null
    const boardHash = outcome === 'counted' && poll.anonymity === 'ballot' ? await close.insertBoard(tx, poll.id) : null
    await close.writeOutcome(tx, poll.id, { outcome, castCount, boardHash })
    await close.dropPartitions(tx, poll.id)
    return outcome
  }

  async function countTheRest(tx: Tx, poll: close.CountedPoll): Promise<'counted' | 'below_threshold' | 'lost'> {
    if (poll.anonymity !== 'room') {
      // A restore from a backup, or a lost disk: what is in the spool is noise, and the sums would be a part of the truth.
      if (!keys.findSpoolKey(poll.id)) return 'lost'
      await count(tx, poll, true)
    }
    return (await countCast(tx, poll.id)) >= poll.threshold ? 'counted' : 'below_threshold'
  }

  async function count(tx: Tx, poll: close.CountedPoll, isClosing: boolean): Promise<void> {
    const opened = await openBoxes(tx, poll.id)
    const tokens = opened.flatMap(({ box }) => (box ? [box.token] : []))
    const counted = await spool.listCounted(tx, poll.id, tokens)
    const batch = planFlush(opened, rulesOf(poll), { isCounted: (token) => counted.has(token), isClosing, shuffle })
    await write(tx, poll.id, batch)
  }

  async function openBoxes(tx: Tx, pollId: string): Promise<Opened[]> {
    const key = keys.findSpoolKey(pollId)
    if (!key) return []
    return (await spool.listBoxes(tx, pollId)).map(({ id, box }) => {
      try {
        return { id, box: openBox(unseal(key, box)) }
      } catch {
        return { id, box: undefined } // sealed by no key of ours: it counts as nothing
      }
    })
  }

  /** One transaction, so that all rows of a batch carry one number and no order of theirs says who came when. */
  async function write(tx: Tx, pollId: string, { spent, tokens, rows, texts }: Batch): Promise<void> {
    if (tokens.length > 0) {
      await spool.insertCounted(tx, pollId, tokens)
      await spool.addToTally(tx, pollId, rows)
      if (texts.length > 0) await spool.insertTexts(tx, pollId, texts)
    }
    if (spent.length > 0) await spool.deleteBoxes(tx, pollId, spent)
  }

  /** Dying between the commit of a close and this leaves keys of a poll that is over. */
  async function destroyLeftKeys(): Promise<void> {
    const ids = keys.list()
    if (ids.length === 0) return
    const outcomes = await close.listOutcomes(database.prisma, ids)
    for (const id of ids) if (outcomes.get(id)) keys.destroy(id)
  }

  /** The tokens that are used up, spooled or counted, in base64url: for a process that has been started anew. */
  async function listTokens(pollId: string): Promise<string[]> {
    const waiting = (await openBoxes(database.prisma, pollId)).flatMap(({ box }) => (box ? [box.token] : []))
    return [...waiting, ...(await spool.listAllCounted(database.prisma, pollId))]
  }

  return { step, listTokens }
}

/** How many people have been counted, as far as that can be told: in the chat at least so many as answered one question. */
async function countCast(tx: Tx, pollId: string): Promise<number> {
  const voters = (await spool.listTally(tx, pollId)).filter(({ question }) => question === '')
  return Math.max(0, ...voters.map(({ count }) => count))
}

const questionsOf = ({ questions }: close.CountedPoll) => z.array(Question).parse(questions)

const wordQuestionsOf = (poll: close.CountedPoll) =>
  questionsOf(poll).flatMap(({ kind, key }) => (kind === 'word' ? [key] : []))

function rulesOf(poll: close.CountedPoll): PollRules {
  const cutKeys = Cut.parse(poll.cut)?.options.map(({ key }) => key) ?? []
  return { anonymity: poll.anonymity, threshold: poll.threshold, questions: questionsOf(poll), cutKeys }
}

/** Fisher–Yates with the system's random numbers: the order of a batch is all that could tell who came first. */
function shuffle<T>(items: readonly T[]): T[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    ;[shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T]
  }
  return shuffled
}
