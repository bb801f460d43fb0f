import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createRandom, testSeed } from '../support/random.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem } from '../support/system.ts'
import { until } from '../support/until.ts'

const voterCount = 400
const tapsEach = 3
const senders = 16

test(`[R3] ${voterCount} voters tap three times, the process dies twice and the poll closes under way: one vote each (seed ${testSeed})`, async () => {
  const system = await createSystem()
  try {
    let running = system.start()
    await running.ready()
    const [editor, approver] = [
      system.api(await system.createToken('editor')),
      system.api(await system.createToken('approver')),
    ]
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

    const random = createRandom(testSeed)
    const driver = createWebhookDriver(system)
    // A third are sure of themselves; the others change their mind with every tap.
    const choicesOf = (voter: number) =>
      Array.from({ length: tapsEach }, (_, tap) => `o${((voter % 3 === 0 ? voter / 3 : voter + tap) % 3) + 1}`)
    const pile = voters
      .flatMap((who, voter) => choicesOf(voter).map((option, tap) => ({ who, voter, option, tap })))
      .toSorted((a, b) => a.tap - b.tap || random() - 0.5)
    const taps = pile.map(({ who, voter, option }, place) => ({
      voter,
      option,
      event: {
        ...driver.textEvent(),
        type: 'postback',
        timestamp: Date.now() + place,
        source: { type: 'user', userId: who },
        postback: { data: `vote/1/${poll.id}/q1/${option}` },
      },
    }))
    let isClosing = false
    let isClosed = false
    const early = new Set<number>()
    const inTime = new Set<number>()
    const late = taps.splice(-60) // after the close has been answered

    const send = async (tap: (typeof taps)[number]): Promise<void> => {
      const isSure = !isClosed
      while ((await driver.post([tap.event])) !== 200) await wait(50) // as LINE redelivers
      if (!isClosing) early.add(tap.voter)
      if (isSure) inTime.add(tap.voter)
    }
    const rush = Array.from({ length: senders }, async () => {
      for (let tap = taps.shift(); tap; tap = taps.shift()) await send(tap)
    })

    for (const left of [800, 500]) {
      await until(() => taps.length < left, { withinMs: 60_000 })
      await running.kill()
      running = system.start()
      await running.ready()
    }
    await until(() => taps.length < 200, { withinMs: 60_000 })
    isClosing = true
    expect((await approver.post(`/polls/${poll.id}/close`, {})).body.state).toBe('closed')
    isClosed = true
    await Promise.all(rush)
    for (const tap of late) await driver.post([tap.event])

    const { body } = await until(
      async () => {
        const answer = await approver.get(`/polls/${poll.id}/results`)
        return answer.body.isFinal ? answer : undefined
      },
      { withinMs: 60_000 },
    )
    // None lost: everybody answered 200 before the close is counted. None after it, and nobody twice.
    expect(body.cast).toBeGreaterThanOrEqual(early.size)
    expect(body.cast).toBeLessThanOrEqual(inTime.size)
    const counts = Object.fromEntries(
      body.questions[0].rows.map(({ key, count }: { key: string; count: number }) => [key, count]),
    )
    for (const option of ['o1', 'o2', 'o3']) {
      const may = [...inTime].filter((voter) => choicesOf(voter).includes(option)).length
      const must = [...early].filter((voter) => choicesOf(voter).every((choice) => choice === option)).length
      expect(counts[option]).toBeGreaterThanOrEqual(must)
      expect(counts[option]).toBeLessThanOrEqual(may)
    }
    expect(counts.o1 + counts.o2 + counts.o3).toBe(body.cast)
  } finally {
    await system.dispose()
  }
})
