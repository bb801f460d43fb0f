import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
let running: RunningSystem
beforeAll(async () => {
  system = await createSystem()
  running = system.start()
  await running.ready()
})
afterAll(() => system.dispose())

type Poll = { id: string; title: string; anonymity: string; state: string }

const listPolls = async () => (await system.api(await system.createToken('viewer')).get('/polls')).body.items as Poll[]

test('a newcomer finds one poll of each level open, and one that is over with its result and the ITA figures', async () => {
  const viewer = system.api(await system.createToken('viewer'))
  const polls = await until(
    async () => {
      const found = (await viewer.get('/polls')).body.items as (Poll & { resultReleasedAt: string | null })[]
      return found.some(({ resultReleasedAt }) => resultReleasedAt !== null) && found.length === 4 ? found : undefined
    },
    { withinMs: 60_000, what: 'the four polls of the demo' },
  )
  expect(polls.map(({ anonymity, state }) => `${anonymity} ${state}`).toSorted()).toEqual([
    'ballot open',
    'chat closed',
    'chat open',
    'room open',
  ])
  const told = polls.find(({ state }) => state === 'closed')
  const { body } = await viewer.get(`/polls/${told?.id}/results`)
  expect(body).toMatchObject({ outcome: 'counted', cast: 32, eligible: 40, note: null, ita: { fiscalYear: 2566 } })
  expect(body.questions.every((question: { isHidden: boolean }) => !question.isHidden)).toBe(true)
  // Answered at the edge as any vote: keys and who has counted are gone, and nobody's phone has heard of it.
  const left = await system.query(`SELECT 1 FROM poll_eligible WHERE poll_id = $1`, [told?.id])
  expect(left).toHaveLength(0)
  expect(await system.sim.sentWith('บันทึกแล้ว')).toHaveLength(0)
})

test('a start after kill -9 makes none of them twice', async () => {
  await running.kill()
  running = system.start()
  await running.ready()
  const { body } = await system.api(await system.createToken('owner')).get('/audit?limit=200')
  const opened = body.items.filter(({ action }: { action: string }) => action === 'poll.open')
  expect([(await listPolls()).length, opened.length]).toEqual([4, 4])
})
