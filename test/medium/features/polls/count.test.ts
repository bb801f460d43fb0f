import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CountingOffice, openCountingOffice, single } from '../../../support/counting-office.ts'

let office: CountingOffice
beforeAll(async () => {
  office = await openCountingOffice()
})
afterAll(() => office.dispose())

const choose = (option: string, question = 'q1') => ({ [question]: { option } })
const voters = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `voter-${from + index}`)

async function voteAll(poll: Awaited<ReturnType<CountingOffice['openPoll']>>, who: string[], option = 'o1') {
  return Promise.all(who.map((voter) => office.vote(poll, { who: voter, answers: choose(option), at: 1 })))
}

describe('the flush', () => {
  test('waits until 2k have voted, then counts all but k', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(9))
    await office.step()
    expect(await office.tally(poll.id)).toEqual({})
    await voteAll(poll, voters(3, 9))
    await office.step()
    expect(await office.tally(poll.id)).toEqual({ '': 7, o1: 7 })
    expect(await office.spooled(poll.id)).toBe(5)
  })

  test('counts people to each question apart: one person with ten answers is no crowd', async () => {
    const questions = Array.from({ length: 10 }, (_, index) => single(`q${index + 1}`))
    const poll = await office.openPoll({ questions })
    for (const { key } of questions) await office.vote(poll, { who: 'voter', answers: choose('o1', key), at: 1 })
    await office.step()
    expect(await office.spooled(poll.id)).toBe(10)
  })

  test('keeps the newest choice of a person, whichever arrives last', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(11))
    await office.vote(poll, { who: 'voter-0', answers: choose('o2'), at: 5 })
    await office.vote(poll, { who: 'voter-0', answers: choose('o3'), at: 3 })
    await office.close(poll.id)
    await office.step()
    expect(await office.tally(poll.id)).toEqual({ '': 11, o1: 10, o2: 1 })
  })

  test('lets a counted choice change no more, and says so', async () => {
    const poll = await office.openPoll({ threshold: 2 })
    await voteAll(poll, voters(20))
    await office.step()
    const fates = await voteAll(poll, voters(20), 'o2')
    expect(fates.filter((fate) => fate === 'counted')).toHaveLength(18)
    await office.close(poll.id)
    await office.step()
    expect(await office.tally(poll.id)).toEqual({ '': 20, o1: 18, o2: 2 })
  })

  test('drops a box with an option nobody offered, and one sealed by another key', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(9))
    await office.vote(poll, { who: 'voter-9', answers: choose('nothere'), at: 1 })
    await office.query('INSERT INTO ballot.spool (poll_id, box) VALUES ($1, $2)', [poll.id, Buffer.alloc(540, 7)])
    await office.step()
    expect(await office.tally(poll.id)).toEqual({})
    expect(await office.spooled(poll.id)).toBe(9)
  })

  test('splits by the declared cut, and by no other', async () => {
    const cut = { text: 'หน่วยงานของท่าน', options: [{ key: 'c1', text: 'กอง ก' }] }
    const poll = await office.openPoll({ anonymity: 'ballot', cut })
    for (const who of voters(10)) await office.vote(poll, { who, answers: choose('o1'), cut: 'c1' })
    await office.vote(poll, { who: 'voter-10', answers: choose('o1'), cut: 'c2' })
    await office.step()
    expect(await office.tally(poll.id, 'q1', 'c1')).toEqual({ '': 5, o1: 5 })
    expect(await office.spooled(poll.id)).toBe(5)
  })
})

describe('the close', () => {
  test('counts the rest, destroys the keys and drops what could tell who took part', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(13))
    await office.step()
    await office.close(poll.id)
    await office.step()
    expect(await office.tally(poll.id)).toEqual({ '': 13, o1: 13 })
    expect(await office.poll(poll.id)).toMatchObject({ outcome: 'counted', castCount: 13 })
    expect(existsSync(join(office.secretsDir, poll.id))).toBe(false)
    const left = await office.query(`SELECT relname FROM pg_class WHERE relname LIKE '%' || $1`, [
      poll.id.replaceAll('-', ''),
    ])
    expect(left).toEqual([])
  })

  test('writes nothing of a poll that has not reached k', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(4))
    await office.close(poll.id)
    await office.step()
    expect(await office.tally(poll.id)).toEqual({})
    expect(await office.tally(poll.id, '')).toEqual({})
    expect(await office.poll(poll.id)).toMatchObject({ outcome: 'below_threshold', castCount: null })
  })

  test('takes no vote afterwards', async () => {
    const poll = await office.openPoll()
    await office.close(poll.id)
    expect(await voteAll(poll, voters(1))).toEqual(['closed'])
  })

  test('takes no vote after the announced hour, even while nobody has closed it', async () => {
    const poll = await office.openPoll()
    await office.query(`UPDATE poll SET closes_at = now() - interval '1 second' WHERE id = $1`, [poll.id])
    expect(await voteAll(poll, voters(1))).toEqual(['closed'])
  })

  test('says that the votes are lost when their key is', async () => {
    const poll = await office.openPoll()
    await voteAll(poll, voters(20))
    await office.step()
    office.keys.destroy(poll.id)
    await office.close(poll.id)
    await office.step()
    expect(await office.poll(poll.id)).toMatchObject({ outcome: 'lost', castCount: null })
    expect(await office.tally(poll.id)).toEqual({})
  })

  test('publishes the sorted list of counted ballots and its hash', async () => {
    const poll = await office.openPoll({ anonymity: 'ballot' })
    for (const who of voters(6)) await office.vote(poll, { who, answers: choose('o2') })
    await office.close(poll.id)
    await office.step()
    const [board] = await office.query<{ tokens: Buffer; hash: string }>(
      `SELECT tokens, encode(sha256(tokens), 'hex') AS hash FROM ballot.board WHERE poll_id = $1`,
      [poll.id],
    )
    expect((await office.poll(poll.id)).boardHash).toBe(board?.hash)
    const tokens = board?.tokens.toString('hex').match(/.{64}/g)
    expect(tokens).toHaveLength(6)
    expect(tokens).toEqual(tokens?.toSorted())
  })

  test('destroys keys that a process died before destroying', async () => {
    const poll = await office.openPoll()
    await office.close(poll.id)
    await office.step()
    office.keys.make(poll.id)
    await office.step()
    expect(office.keys.list()).not.toContain(poll.id)
  })
})

test('a vote on its way when the poll closes is counted or refused, never both nor neither', async () => {
  const poll = await office.openPoll({ threshold: 2 })
  const voting = voters(200).map(async (who) => office.vote(poll, { who, answers: choose('o1'), at: 1 }))
  await office.app.transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${poll.id}::uuid::text, 0))`
    await tx.poll.update({ where: { id: poll.id }, data: { state: 'closed' } })
  })
  await office.step()
  const sealed = (await Promise.all(voting)).filter((fate) => fate === 'sealed').length
  expect((await office.tally(poll.id))[''] ?? 0).toBe(sealed < 2 ? 0 : sealed)
})

test('what a voter was last told is saved is what counts, however flushes fall between their taps', async () => {
  const poll = await office.openPoll({ threshold: 2 })
  const options = ['o1', 'o2', 'o3']
  const told = new Map<string, string>()
  let isVoting = true
  const counting = (async () => {
    while (isVoting) await office.step()
  })()
  await Promise.all(
    voters(60).map(async (who, place) => {
      for (let tap = 0; tap < 6; tap += 1) {
        const option = options[(place + tap) % 3] as string
        const fate = await office.vote(poll, { who, answers: choose(option), at: tap + 1 })
        if (fate === 'sealed') told.set(who, option)
      }
    }),
  )
  isVoting = false
  await counting
  await office.close(poll.id)
  await office.step()
  const expected = Map.groupBy(told.values(), (option) => option)
  const sums = Object.fromEntries([...expected].map(([option, list]) => [option, list.length]))
  expect(await office.tally(poll.id)).toEqual({ ...sums, '': 60 })
})

describe('each login', () => {
  test('the web process can neither read nor write the spool past the function', async () => {
    await expect(office.app.prisma.$queryRaw`SELECT FROM ballot.spool`).rejects.toThrow(/permission denied/)
    await expect(office.app.prisma.$queryRaw`SELECT FROM ballot.participation`).rejects.toThrow(/permission denied/)
    const insert = office.app.prisma.$executeRaw`INSERT INTO ballot.spool (poll_id, box) VALUES (gen_random_uuid(), '')`
    await expect(insert).rejects.toThrow(/permission denied/)
  })

  test('the count knows no people', async () => {
    for (const table of ['staff', 'poll_eligible', 'ballot.issuance', 'recipient']) {
      await expect(office.ballot.pool.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
