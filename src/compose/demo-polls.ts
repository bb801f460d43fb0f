import { ulid } from 'ulid'
import { listTemplates } from '../features/polls/poll-templates.ts'
import { writeVote } from '../features/polls/vote-rules.ts'
import type { LineUserId } from '../line/ids.ts'
import type { Actor } from '../platform/auth/auth.ts'
import { advisoryLocks } from '../platform/db/advisory-locks.ts'
import type { Tx } from '../platform/db/open-database.ts'
import type { Features } from './features.ts'
import type { Platform } from './platform.ts'

/** How many of a hundred choose each option, by question; left out: the poll stays open. */
type Shares = Record<string, [option: string, share: number][]>
type DemoPoll = { template: string; title: string; answers?: Shares }

const scale = (...shares: number[]): [string, number][] => shares.map((share, value) => [String(value), share])

/** One poll of each level under way, and one that is over, whose ITA figures can be seen beside it. */
const demoPolls: DemoPoll[] = [
  {
    template: 'budget-awareness',
    title: 'การรับรู้เรื่องงบประมาณ (สาธิต)',
    answers: {
      q1: scale(10, 30, 40, 20),
      q2: [
        ['o1', 40],
        ['o2', 20],
        ['o3', 15],
        ['o4', 15],
        ['o5', 10],
      ],
      q3: scale(5, 20, 50, 25),
    },
  },
  { template: 'meeting-check-in', title: 'เช็กความพร้อมก่อนเริ่มประชุม (สาธิต)' },
  { template: 'fairness', title: 'ความเป็นธรรมในการมอบหมายงาน (สาธิต)' },
  { template: 'after-training', title: 'ความเห็นหลังการอบรมจริยธรรม (สาธิต)' },
]

const lookEveryMs = 1_000
const looksAtMost = 300
const turnout = 0.8

/**
 * Polls for a newcomer to a demo, made by the demo's own officers and answered by its people, through the doors that everybody
 * uses. Each look takes whatever step comes next, so that a stop anywhere is gone on from at the next start.
 */
export function startDemoPolls(platform: Platform, { polls }: Features): { close(): Promise<void> } {
  const { database, clock, log } = platform
  let isClosing = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined

  async function step(tx: Tx, demo: DemoPoll): Promise<'done' | 'waits' | { castFor: string }> {
    // Several processes of one demo start at once.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.demoPolls}::bigint)`
    const officers = await tx.user.findMany({ where: { isDemo: true }, select: { id: true, role: true } })
    const actorOf = (role: 'editor' | 'approver'): Actor | undefined => {
      const found = officers.find((officer) => officer.role === role)
      return found && { userId: found.id, role, via: 'token' }
    }
    const [editor, approver] = [actorOf('editor'), actorOf('approver')]
    if (!editor || !approver) return 'done'
    const poll = await tx.poll.findFirst({ where: { title: demo.title, isDemo: true } })
    if (!poll) {
      await make(tx, demo, editor, approver)
      return demo.answers ? 'waits' : 'done'
    }
    if (!demo.answers) return 'done'
    if (poll.state === 'open') return { castFor: poll.id }
    if (poll.outcome === null) return 'waits'
    if (poll.outcome === 'counted' && poll.resultReleasedAt === null) await polls.steps.release(tx, approver, poll.id)
    return 'done'
  }

  async function make(tx: Tx, { template, title }: DemoPoll, editor: Actor, approver: Actor): Promise<void> {
    const found = listTemplates('th').find(({ code }) => code === template)
    if (!found) return
    const { code: _code, ...draft } = found
    const defaults = { threshold: 5, cut: null, opensAt: null, closesAt: null, returnsOn: null, isOneVisit: true }
    const audience = { everyone: true, via: 'people' as const }
    const { id } = await polls.steps.create(tx, editor, { ...defaults, ...draft, title, audience, language: 'th' })
    await tx.poll.update({ where: { id }, data: { isDemo: true } })
    await polls.steps.submit(tx, editor, id)
    await polls.steps.approve(tx, approver, id)
    await polls.steps.open(tx, approver, id)
  }

  async function cast(pollId: string, answers: Shares): Promise<void> {
    const people = await database.prisma.staff.findMany({
      where: { isDemo: true, state: 'registered' },
      select: { lineUserId: true },
      orderBy: { id: 'asc' },
    })
    const voters = people.slice(0, Math.ceil(people.length * turnout))
    for (const [question, shares] of Object.entries(answers)) {
      const events = voters.map(({ lineUserId }, place) => ({
        type: 'postback' as const,
        webhookEventId: ulid(),
        happenedAt: clock.now(),
        mode: 'active' as const,
        isRedelivery: false,
        source: { kind: 'user' as const, userId: lineUserId as LineUserId },
        data: writeVote({ pollId, question, option: chosenAt(shares, (place + 0.5) / voters.length) }),
        params: {},
      }))
      await polls.receiveVotes(events)
    }
    await database.transaction(async (tx) => {
      const approver = await tx.user.findFirst({ where: { isDemo: true, role: 'approver' }, select: { id: true } })
      if (approver) await polls.steps.close(tx, { userId: approver.id, role: 'approver', via: 'token' }, pollId)
    })
  }

  async function look(): Promise<boolean> {
    let isDone = true
    for (const demo of demoPolls) {
      if (isClosing) return true
      const next = await database.transaction((tx) => step(tx, demo), { timeoutMs: 30_000 })
      if (typeof next === 'object' && demo.answers) await cast(next.castFor, demo.answers)
      if (next !== 'done') isDone = false
    }
    return isDone
  }

  function lookAgain(left: number): void {
    looking = look()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the polls of the demo are not ready yet') // such as another process closing the same one
        return false
      })
      .then((isDone) => {
        if (!isDone && !isClosing && left > 0) timer = setTimeout(() => lookAgain(left - 1), lookEveryMs)
      })
  }

  lookAgain(looksAtMost)
  return {
    async close() {
      isClosing = true
      clearTimeout(timer)
      await looking
    },
  }
}

/** The option at this place of the people, 0 to 1, when they stand in the order of the options. */
function chosenAt(shares: Shares[string], place: number): string {
  let reached = 0
  for (const [option, share] of shares) {
    reached += share / 100
    if (place < reached) return option
  }
  return shares.at(-1)?.[0] ?? ''
}
