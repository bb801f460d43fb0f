import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PollResult, Question, QuestionResult } from '../../../../src/contracts/polls.ts'
import { boxBytesOf } from '../../../../src/features/polls/box-rules.ts'
import { createSpool } from '../../../../src/features/polls/spool-service.ts'
import { readSheet } from '../../../../src/platform/sheets/read-sheet.ts'
import { expectStatus, openPollOffice, type PollOffice } from '../../../support/poll-office.ts'

let office: PollOffice
beforeAll(async () => {
  office = await openPollOffice()
})
afterAll(() => office.dispose())

const questions = [
  { kind: 'single', text: 'เลือกข้อใด', options: ['ก', 'ข', 'ค'] },
  { kind: 'scale', text: 'ท่านทราบแผนเพียงใด' },
  { kind: 'agreement', text: 'เกณฑ์ชัดเจน' },
]
const answersTo: [question: string, optionOf: (place: number) => string][] = [
  ['q1', (place) => `o${(place % 3) + 1}`],
  ['q2', (place) => String(place % 4)],
  ['q3', () => '5'],
]

type CardQuestion = {
  text: string
  answered: number
  rows: { label: string; percent: number }[]
  summary?: string | null
}

const percentsOf = (rows: readonly { label: string; percent: number | null }[]) =>
  rows.flatMap(({ label, percent }) => (percent === null ? [] : [[label, percent]]))

const formats = ['xlsx', 'csv'] as const

/** What the API tells, as rows of a sheet: a hidden cell is its group's and its question's name. */
const told = ({ questions, cuts }: PollResult) =>
  [{ label: 'ทุกคน', questions }, ...cuts]
    .flatMap(({ label: group, questions }) =>
      questions.flatMap(({ text, answered, mean, band, rows }) => [
        [group, text, answered, null, null, null, mean ?? band],
        ...rows.map(({ label, count, percent }) => [group, text, null, label, count, percent, null]),
      ]),
    )
    .map((row) => row.map((cell) => (cell === null ? '' : String(cell))))

/** Without its headings and the line of the poll itself. */
async function sheetOf(id: string, format: (typeof formats)[number], reader: { bearer: string }) {
  const { bytes } = await office.get(`/polls/${id}/export?format=${format}`, reader)
  return (await readSheet(bytes)).slice(2)
}

test('API, XLSX, CSV, card and picture tell the same of a poll, cell by cell', async () => {
  const staff = await office.addStaff(24)
  const id = await office.open({ questions })
  for (const [question, optionOf] of answersTo) {
    const asked = question === 'q3' ? staff.slice(0, 6) : staff // six of six agree: told as a band
    for (const [place, person] of asked.entries()) await office.tap(person, id, optionOf(place), { question })
  }
  await office.close(id)
  expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))

  const result: PollResult = expectStatus(200, await office.get(`/polls/${id}/results`, office.people.viewer))
  const [choice, scale, agreement] = result.questions as [QuestionResult, QuestionResult, QuestionResult]
  expect(choice.rows.map(({ count }) => count)).toEqual([8, 8, 8])
  expect(scale.mean).toBe(50)
  expect(agreement).toMatchObject({ answered: 6, mean: null, band: '75-100' })

  for (const format of formats) {
    expect((await sheetOf(id, format, office.people.viewer)).map((row) => row.slice(0, 7))).toEqual(told(result))
  }

  const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'อบรม' }))
  const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
  const { id: pictureId } = expectStatus(202, await office.post(`/polls/${id}/picture`))
  const picture = await office.database.prisma.picture.findUniqueOrThrow({ where: { id: pictureId } })
  const { questions: pictured } = picture.data as unknown as { questions: CardQuestion[] }
  for (const shown of [messages[0].data.questions as CardQuestion[], pictured]) {
    expect(shown.map(({ text, answered }) => [text, answered])).toEqual(
      result.questions.map(({ text, answered }) => [text, answered]),
    )
    expect(shown.map(({ rows }) => percentsOf(rows))).toEqual(result.questions.map(({ rows }) => percentsOf(rows)))
    expect(shown.map(({ summary }) => summary ?? '')).toEqual([
      '',
      expect.stringContaining(String(scale.mean)),
      expect.stringContaining(agreement.band as string),
    ])
  }
})

describe('a split into groups of 12, 6 and 3', () => {
  const labels = ['กองแผนงาน', 'กองคลัง', 'กลุ่มตรวจสอบ'] as const
  // Of each group, how many chose each option. Without the 12 the rest is 9: what is told of 6 would tell of 3.
  const chosen: Record<string, [number[], number[], number[]]> = {
    q1: [
      [6, 4, 2],
      [2, 2, 2],
      [1, 0, 2],
    ],
    q2: [
      [3, 3, 3, 3],
      [1, 2, 2, 1],
      [0, 0, 0, 3],
    ],
  }
  let id: string
  beforeAll(async () => {
    await office.addStaff(24)
    id = await office.open({
      anonymity: 'ballot',
      title: 'แบ่งตามกลุ่ม',
      questions: questions.slice(0, 2),
      cut: { text: 'หน่วยงานของท่าน', options: labels },
    })
    const poll = await office.database.prisma.poll.findUniqueOrThrow({ where: { id } })
    const asked = { anonymity: 'ballot', questions: poll.questions as unknown as Question[] } as const
    const spool = createSpool({ database: office.database, keys: office.keys })
    const listOf = (counts: number[] = [], first = 0) => counts.flatMap((n, place) => Array(n).fill(place + first))
    for (const [group, label] of labels.entries()) {
      const [options, steps] = [listOf(chosen.q1?.[group], 1), listOf(chosen.q2?.[group])]
      for (const [n, option] of options.entries()) {
        const answers = { q1: { option: `o${option}` }, q2: { value: steps[n] as number } }
        const token = office.keys.findNamer(id)?.(`${label} ${n}`, 'score').toString('base64url') as string
        const fate = await spool.seal(id, { token, pool: 'score', answers, cut: `o${group + 1}` }, boxBytesOf(asked))
        expect(fate).toBe('sealed')
      }
    }
    await office.close(id)
    expectStatus(200, await office.post(`/polls/${id}/release`, {}, office.people.approver))
  })

  const resultFor = async (reader: { bearer: string }): Promise<PollResult> =>
    expectStatus(200, await office.get(`/polls/${id}/results`, reader))
  const hidden = { isHidden: true, answered: null, rows: [], mean: null, band: null }

  test('tells an officer of the 12 and of everybody: the 3 are hidden, and the 6 from whom they would follow', async () => {
    const { questions: whole, cuts } = await resultFor(office.people.editor)
    expect(whole).toMatchObject([
      { answered: 21, rows: [{ count: 9 }, { count: 6 }, { count: 6 }] },
      { answered: 21, rows: [{ count: 4 }, { count: 5 }, { count: 5 }, { count: 7 }] },
    ])
    expect(cuts).toMatchObject([
      {
        label: labels[0],
        questions: [{ answered: 12, rows: [{ count: 6 }, { count: 4 }, { count: 2 }] }, { mean: 50 }],
      },
      { label: labels[1], questions: [hidden, hidden] },
      { label: labels[2], questions: [hidden, hidden] },
    ])
  })

  test.each(formats)('has the cells of the API in %s, and of the hidden groups their names and why', async (format) => {
    const rows = await sheetOf(id, format, office.people.editor)
    expect(rows.map((row) => row.slice(0, 7))).toEqual(told(await resultFor(office.people.editor)))
    const ofHidden = rows.filter(([group]) => group === labels[1] || group === labels[2])
    expect(ofHidden.map((row) => row.slice(2))).toEqual(
      Array(4).fill(['', '', '', '', '', 'ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ']),
    )
  })

  test('tells a viewer totals alone, in the API and on both sheets', async () => {
    const [seen, whole] = [await resultFor(office.people.viewer), await resultFor(office.people.editor)]
    expect(seen).toEqual({ ...whole, cuts: [] })
    for (const format of formats) {
      const rows = await sheetOf(id, format, office.people.viewer)
      expect(rows.map((row) => row.slice(0, 7))).toEqual(told(seen))
      expect(rows.flat().filter((cell) => (labels as readonly string[]).includes(cell))).toEqual([])
    }
  })

  test('is on neither card nor picture', async () => {
    const { resultCampaignId } = expectStatus(200, await office.post(`/polls/${id}/result-card`, { nextStep: 'อบรม' }))
    const { messages } = expectStatus(200, await office.get(`/campaigns/${resultCampaignId}`))
    const { id: pictureId } = expectStatus(202, await office.post(`/polls/${id}/picture`))
    const { data } = await office.database.prisma.picture.findUniqueOrThrow({ where: { id: pictureId } })
    const { questions: whole } = await resultFor(office.people.viewer)
    for (const shown of [messages[0].data, data] as { questions: CardQuestion[] }[]) {
      expect(shown.questions.map(({ text, answered, rows }) => [text, answered, percentsOf(rows)])).toEqual(
        whole.map(({ text, answered, rows }) => [text, answered, percentsOf(rows)]),
      )
      for (const label of labels) expect(JSON.stringify(shown)).not.toContain(label)
    }
  })
})
