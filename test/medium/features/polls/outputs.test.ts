import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PollResult, QuestionResult } from '../../../../src/contracts/polls.ts'
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

  const told = result.questions.flatMap(({ text, answered, mean, band, rows }) => [
    [text, answered, null, null, null, mean ?? band],
    ...rows.map(({ label, count, percent }) => [text, null, label, count, percent, null]),
  ])
  const toText = (cell: unknown) => (cell === null ? '' : String(cell))
  for (const format of ['xlsx', 'csv']) {
    const { bytes } = await office.get(`/polls/${id}/export?format=${format}`, office.people.viewer)
    const [, , ...rows] = await readSheet(bytes) // headings, and the poll itself
    expect(rows.map((row) => row.slice(1, 7))).toEqual(told.map((row) => row.map(toText)))
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
