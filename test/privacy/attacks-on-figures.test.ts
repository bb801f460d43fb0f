import fc from 'fast-check'
import { afterAll, beforeAll } from 'vitest'
import type { Question } from '../../src/contracts/polls.ts'
import { addCells, type Cell } from '../../src/features/polls/cell-rules.ts'
import { showQuestion } from '../../src/features/polls/result-rules.ts'
import { mayCompare, optionsOf } from '../../src/features/polls/suppression-rules.ts'
import { readSheet } from '../../src/platform/sheets/read-sheet.ts'
import { attack } from '../support/attack.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../support/poll-office.ts'
import { newDevice } from '../support/room-office.ts'
import { createNaivePoll, type NaivePoll } from './naive/naive-poll.ts'

// Whoever may read results, and has time to read them often, side by side and in every output.

const k = 5
let office: PollOffice
let staff: string[]
beforeAll(async () => {
  office = await openPollOffice()
  staff = await office.addStaff(40)
})
afterAll(() => office.dispose())

const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await office.owner.query(sql, values)).rows as Row[]

async function naiveVotes(votes: { person: string; answer: string; unit?: string }[]): Promise<NaivePoll> {
  const poll = await createNaivePoll(query)
  for (const { person, answer, unit } of votes) await poll.vote(person, answer, unit === undefined ? {} : { unit })
  return poll
}

const resultsOf = async (id: string, parameters = '') =>
  (await office.get(`/polls/${id}/results${parameters}`)) as {
    status: number
    body: { cast: number | null; questions: { mean: number | null; rows: { key: string; count: number | null }[] }[] }
  }

/** A number of people, standing by itself in some output. */
const says = (output: string, count: number) => new RegExp(`(^|[^\\d./-])${count}([^\\d./-]|$)`, 'm').test(output)

/** What a room's screen is told of four answers. */
async function screenOfFour(): Promise<string> {
  const id = await office.open({ anonymity: 'room' })
  const { code } = await office.database.prisma.room.findUniqueOrThrow({ where: { pollId: id } })
  for (let n = 0; n < 4; n += 1) {
    const given = { device: newDevice(), question: 'q1', round: 0, answer: { value: n % 4 } }
    expectStatus(200, await office.post(`/rooms/${code}/answers`, given))
  }
  const { result, participants } = expectStatus(200, await office.get(`/rooms/${code}`))
  return JSON.stringify({ result, participants })
}

attack(9, 'a group of four', {
  // 4 is the number of answers; the outputs print k = 5 and the texts' 10, never 4.
  learn: (outputs: string[]) => outputs.filter((output) => says(output, 4)),
  async ours() {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 4), id, '2')
    await office.close(id)
    const { questions, cast } = (await resultsOf(id)).body
    const csv = (await office.get(`/polls/${id}/export?format=csv`)).bytes.toString()
    const sheet = await readSheet((await office.get(`/polls/${id}/export?format=xlsx`)).bytes)
    if (sheet.length < 4) throw new Error('The sheet has no rows.')
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
    const { resultCampaignId } = expectStatus(
      200,
      await office.post(`/polls/${id}/result-card`, { nextStep: 'ขยายกลุ่ม' }),
    )
    const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
    const sums = await query('SELECT option, count FROM ballot.tally WHERE poll_id = $1', [id])
    const { id: pictureId } = expectStatus(202, await office.post(`/polls/${id}/picture`))
    const picture = await office.database.prisma.picture.findUniqueOrThrow({ where: { id: pictureId } })
    return [
      JSON.stringify((picture.data as { questions: unknown }).questions),
      await screenOfFour(),
      JSON.stringify({ questions, cast }),
      csv,
      JSON.stringify(sheet),
      JSON.stringify(messages[0].data.questions),
      JSON.stringify(sums),
    ]
  },
  async naive() {
    const poll = await naiveVotes(staff.slice(0, 4).map((person) => ({ person, answer: 'มาก' })))
    return [JSON.stringify(await poll.counts())]
  },
})

const options = ['o1', 'o2', 'o3'].map((key) => ({ key, text: key }))
const single: Question = { key: 'q1', kind: 'single', text: 'เลือก', required: true, options }
type Shown = { whole: number | null; parts: (number | null)[] }
/** What of a whole and its parts is shown, as counts of answers. */
type Display = (parts: Cell[], rest: Cell) => Shown

const cell = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }).map(
  (list): Cell => ({
    answered: list.reduce((sum, n) => sum + n, 0),
    sums: { o1: list[0] ?? 0, o2: list[1] ?? 0, o3: list[2] ?? 0 },
  }),
)

attack(10, 'a whole minus its parts', {
  learn(display: Display) {
    const run = fc.check(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), cell, (parts, rest) => {
        const { whole, parts: shown } = display(parts, rest)
        if (whole === null || shown.every((part) => part === null)) return true
        const left = whole - shown.reduce<number>((sum, part) => sum + (part ?? 0), 0)
        return left === 0 || left >= k
      }),
      { numRuns: 3000 },
    )
    return run.counterexample ?? []
  },
  ours: () => (parts, rest) => {
    const cuts = parts.map((part, place) => ({ key: `c${place}`, label: `c${place}`, cell: part }))
    const shown = showQuestion(single, { whole: addCells([...parts, rest]), cuts }, { language: 'th', threshold: k })
    return { whole: shown.whole.answered, parts: shown.cuts.map(({ result }) => result.answered) }
  },
  // Each by itself at k.
  naive: () => (parts, rest) => {
    const shownOf = ({ answered }: Cell) => (answered >= k ? answered : null)
    return { whole: shownOf(addCells([...parts, rest])), parts: parts.map(shownOf) }
  },
})

attack(11, 'the figure before and after one vote', {
  learn(seen: number[]) {
    const steps = [...new Set(seen)]
    if (steps.length < 3) throw new Error('Nothing was shown while people voted.')
    return steps.slice(1).filter((figure, place) => figure - (steps[place] as number) < k)
  },
  async ours() {
    const id = await office.open()
    const seen: number[] = []
    for (const [index, person] of staff.entries()) {
      await office.tap(person, id, String(index % 4))
      await office.count()
      seen.push((await resultsOf(id)).body.cast ?? 0)
    }
    return seen
  },
  async naive() {
    const poll = await createNaivePoll(query)
    const seen: number[] = []
    for (const person of staff.slice(0, 9)) {
      await poll.vote(person, '1')
      const count = (await poll.counts())['1'] ?? 0
      seen.push(count >= k ? count : 0)
    }
    return seen
  },
})

const filters = ["unit='กพร.'", "unit='สลธ.'", "unit<>'กพร.'"]

attack(12, 'one filter minus another', {
  // Any two filters that give different figures are an equation about the people between them.
  learn: (answers: string[]) => (new Set(answers).size > 1 ? answers : []),
  async ours() {
    const id = await office.open()
    for (const [index, person] of staff.entries()) await office.tap(person, id, String(index % 4))
    await office.close(id)
    const plain = JSON.stringify((await resultsOf(id)).body)
    const name = fc.constantFrom('unit', 'cut', 'gender', 'age', 'question', 'option', 'from', 'where', 'filter[unit]')
    const value = fc.constantFrom('psr', 'c1', 'f', '30', 'q1', '1', '2020-01-01', '1=1')
    const filter = fc.tuple(name, value).map(([key, wanted]) => `${encodeURIComponent(key)}=${wanted}`)
    const pairs = fc.sample(fc.tuple(filter, filter), 40).map((pair) => pair.join('&'))
    const asked = ['unit=psr', 'cut=c1', 'question=q1&option=1', ...pairs, ...filters]
    const answers = await Promise.all(asked.map((filter) => resultsOf(id, `?${filter}`)))
    return [plain, ...answers.filter(({ status }) => status === 200).map(({ body }) => JSON.stringify(body))]
  },
  async naive() {
    const votes = staff.map((person, n) => ({ person, answer: String(n % 4), unit: n < 39 ? 'กพร.' : 'สลธ.' }))
    const poll = await naiveVotes(votes)
    return Promise.all(['true', ...filters].map(async (filter) => JSON.stringify(await poll.counts(filter))))
  },
})

type Unanimous = { answered: number; mean: number | null; rows: { key: string; count: number | null }[] }

attack(13, 'all of a few who say the same', {
  // The option of everybody, by a full row or by an exact mean.
  learn: (shown: Unanimous[]) =>
    shown.filter(({ answered, mean, rows }) => mean !== null || rows.some(({ count }) => count === answered)),
  async ours() {
    const id = await office.open()
    await office.tapAll(staff.slice(0, 5), id, '0')
    await office.close(id)
    const [question] = (await resultsOf(id)).body.questions
    if (!question) throw new Error('The result has no question.')
    const asked = { key: 'q1', text: 'ถาม', required: true }
    const kinds: Question[] = [
      single,
      { ...asked, kind: 'scale', isReversed: false },
      { ...asked, kind: 'agreement', steps: 5 },
      { ...asked, kind: 'nps' },
      { ...asked, kind: 'multiple', options },
    ]
    const any = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 5, max: 19 }), fc.nat({ max: 10 }))
    const drawn = fc.sample(any, 500).map(([kind, answered, place]) => {
      const keys = optionsOf(kind)
      const whole = { answered, sums: { [keys[place % keys.length] as string]: answered } }
      const { mean, rows } = showQuestion(kind, { whole, cuts: [] }, { language: 'th', threshold: k }).whole
      return { answered, mean, rows }
    })
    return [{ answered: 5, ...question }, ...drawn]
  },
  async naive() {
    const poll = await naiveVotes(staff.slice(0, 5).map((person) => ({ person, answer: '0' })))
    const rows = Object.entries(await poll.counts()).map(([key, count]) => ({ key, count }))
    const answered = rows.reduce((sum, { count }) => sum + count, 0)
    return [{ answered, rows, mean: rows.reduce((sum, { key, count }) => sum + Number(key) * count, 0) / answered }]
  },
})

type MayCompare = (rounds: { before: number; after: number; membersChanged: number }) => boolean

attack(15, 'two rounds between which a few came or left', {
  learn: (may: MayCompare) =>
    [1, 2, 3, 4].filter((membersChanged) => may({ before: 30, after: 30 + membersChanged, membersChanged })),
  ours: () => (rounds) => mayCompare(rounds, k),
  naive:
    () =>
    ({ before, after }) =>
      before >= k && after >= k,
})
