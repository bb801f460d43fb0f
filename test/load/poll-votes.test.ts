import { createPrivateKey, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { single } from '../support/counting-office.ts'
import { publishBallotPoll } from '../support/polls-of-system.ts'
import { createRandom, testSeed } from '../support/random.ts'
import { castBodyOf, signBallot } from '../support/sign-cast.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const isLong = process.env.TEST_LONG === '1'
const voterCount = isLong ? 5_000 : 400
const tapsEach = 3
const tapsOver = isLong ? { ms: 60_000, senders: 48 } : { ms: 0, senders: 16 }
const readyWithinMs = isLong ? 300_000 : 60_000 // a machine that is full of votes starts slowly
const settings = { timeout: isLong ? 1_800_000 : 240_000 }

type Api = ReturnType<System['api']>
/** Sends one vote once; true when it was answered as taken. */
type Send = (voter: number, option: string, place: number) => Promise<boolean>
type Level = { open(system: System, api: { editor: Api; approver: Api }): Promise<{ id: string; send: Send }> }

const chat: Level = {
  async open(system, { editor, approver }) {
    const voters = Array.from({ length: voterCount }, (_, index) => `U${index.toString(16).padStart(32, '0')}`)
    await system.query(
      `INSERT INTO staff (id, line_user_id, state) SELECT gen_random_uuid(), who, 'registered' FROM unnest($1::text[]) AS who`,
      [voters],
    )
    const { body: poll } = await editor.post('/polls', {
      title: 'ความเห็น',
      anonymity: 'chat',
      questions: [{ kind: 'single', text: 'เลือก', options: ['ก', 'ข', 'ค'] }],
    })
    await editor.post(`/polls/${poll.id}/submit`, {})
    await approver.post(`/polls/${poll.id}/approve`, {})
    expect((await approver.post(`/polls/${poll.id}/open`, {})).body.state).toBe('open')
    const driver = createWebhookDriver(system)
    const events = new Map<number, object>() // LINE delivers the same event again
    const eventOf = (voter: number, option: string, place: number) => ({
      ...driver.textEvent(),
      type: 'postback',
      timestamp: Date.now() + place,
      source: { type: 'user', userId: voters[voter] },
      postback: { data: `vote/1/${poll.id}/q1/${option}` },
    })
    return {
      id: poll.id,
      async send(voter, option, place) {
        const event = events.get(place) ?? eventOf(voter, option, place)
        events.set(place, event)
        return (await driver.post([event])) === 200
      },
    }
  },
}

const ballot: Level = {
  async open(system) {
    const people = Array.from({ length: voterCount }, () => randomUUID())
    await system.query(
      `INSERT INTO staff (id, line_user_id, state) SELECT who, 'U' || replace(who::text, '-', ''), 'registered' FROM unnest($1::uuid[]) AS who`,
      [people],
    )
    const { id } = await publishBallotPoll(system, people, { questions: [single()] })
    const key = createPrivateKey(readFileSync(join(system.env.SECRETS_DIR, 'polls', id, 'score.pem')))
    const ballots = people.map(() => signBallot(id, key))
    const headers = { 'Content-Type': 'application/json' }
    return {
      id,
      async send(voter, option) {
        const body = castBodyOf(ballots[voter] as (typeof ballots)[0], option)
        const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) }
        const answer = await fetch(`${system.urls.ballot}/cast`, init).catch(() => undefined)
        await answer?.arrayBuffer()
        // A poll that is closed says so; everything else is sent again.
        return answer?.status === 200
      },
    }
  },
}

/** A third are sure of themselves; the others change their mind with every tap. */
const choicesOf = (voter: number) =>
  Array.from({ length: tapsEach }, (_, tap) => `o${((voter % 3 === 0 ? voter / 3 : voter + tap) % 3) + 1}`)

describe.each([
  { name: 'in the chat', level: chat },
  { name: 'by ballot', level: ballot },
])('[R3] $name', { timeout: settings.timeout }, ({ level }) => {
  test(
    `${voterCount} voters tap three times, the process dies twice and the poll closes under way: one vote each (seed ${testSeed})`,
    settings,
    async () => {
      const system = await createSystem()
      try {
        let running = system.start()
        await running.ready(readyWithinMs)
        const api = {
          editor: system.api(await system.createToken('editor')),
          approver: system.api(await system.createToken('approver')),
        }
        const { id, send } = await level.open(system, api)
        const random = createRandom(testSeed)
        const taps = Array.from({ length: voterCount }, (_, voter) => voter)
          .flatMap((voter) => choicesOf(voter).map((option, tap) => ({ voter, option, tap })))
          .toSorted((a, b) => a.tap - b.tap || random() - 0.5)
          .map((tap, place) => ({ ...tap, place }))
        const total = taps.length
        const late = taps.splice(-Math.ceil(total / 20)) // after the close has been answered
        let isClosing = false
        let isClosed = false
        const early = new Set<number>() // answered before the close was asked for
        const inTime = new Set<number>() // sent before it was answered
        const first = new Set<number>() // whose first choice was taken before they sent another
        const sentTwice = new Set<number>()

        async function sendUntilTaken({ voter, option, tap, place }: (typeof taps)[number]): Promise<void> {
          const isSure = !isClosed
          if (tap > 0) sentTwice.add(voter)
          while (!(await send(voter, option, place))) {
            if (isClosed) break
            await wait(50) // as LINE and the page send again
          }
          if (!isClosing) early.add(voter)
          if (!isClosing && tap === 0 && !sentTwice.has(voter)) first.add(voter)
          if (isSure) inTime.add(voter)
        }
        const startedAt = Date.now()
        const rush = Array.from({ length: tapsOver.senders }, async () => {
          for (let tap = taps.shift(); tap; tap = taps.shift()) {
            await wait(Math.max(0, startedAt + (tap.place / total) * tapsOver.ms - Date.now()))
            await sendUntilTaken(tap)
          }
        })
        const isLeft = (share: number) => until(() => taps.length < share * total, { withinMs: 300_000 })
        for (const share of [0.66, 0.42]) {
          await isLeft(share)
          await running.kill()
          running = system.start()
          await running.ready(readyWithinMs)
        }
        await isLeft(0.16)
        isClosing = true
        expect((await api.approver.post(`/polls/${id}/close`, {})).body.state).toBe('closed')
        isClosed = true
        await Promise.all(rush)
        const rushedMs = Date.now() - startedAt
        await Promise.all(late.map(({ voter, option, place }) => send(voter, option, place)))

        const { body } = await until(
          async () => {
            const answer = await api.approver.get(`/polls/${id}/results`)
            return answer.body.isFinal ? answer : undefined
          },
          { withinMs: 120_000 },
        )
        const counts = Object.fromEntries(
          body.questions[0].rows.map(({ key, count }: { key: string; count: number }) => [key, count]),
        )
        if (isLong) {
          console.log(
            JSON.stringify({
              voters: voterCount,
              taps: total,
              rushedMs,
              early: early.size,
              inTime: inTime.size,
              cast: body.cast,
              counts,
            }),
          )
        }
        // None lost: everybody answered before the close is counted. None after it, and nobody twice.
        expect(body.cast).toBeGreaterThanOrEqual(early.size)
        expect(body.cast).toBeLessThanOrEqual(inTime.size)
        expect(counts.o1 + counts.o2 + counts.o3).toBe(body.cast)
        for (const option of ['o1', 'o2', 'o3']) {
          const may = [...inTime].filter((voter) => choicesOf(voter).includes(option)).length
          // A ballot counts as first accepted; in the chat those who are sure are counted for what they said.
          const must = [...early].filter((voter) => {
            const choices = choicesOf(voter)
            const isBound = level === ballot && first.has(voter) ? choices.slice(0, 1) : choices
            return isBound.every((choice) => choice === option)
          }).length
          expect(counts[option]).toBeGreaterThanOrEqual(must)
          expect(counts[option]).toBeLessThanOrEqual(may)
        }
      } finally {
        await system.dispose()
      }
    },
  )
})
