import { expect, test } from 'vitest'
import type { QuestionResult } from '../../../../src/contracts/polls.ts'
import { dealCards, toCardQuestion } from '../../../../src/features/polls/result-card.ts'
import { noteWords } from '../../../../src/features/polls/result-words.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { allTexts } from '../../flex-templates/nodes.ts'

const templates = loadTemplates('flex-templates')

const thai = (length: number) => 'กำลังใจ'.repeat(length).slice(0, length)

/** A question of the longest words, and of so many options. */
const longest = (key: string, rows: number, letters: number): QuestionResult => ({
  key,
  kind: 'single',
  text: thai(300),
  isHidden: false,
  answered: 1234,
  rows: Array.from({ length: rows }, (_, place) => ({
    key: `o${place}`,
    label: thai(letters),
    count: 100,
    percent: 12.3,
  })),
  mean: null,
  band: null,
})

const questionsOf = (count: number, rows: number, letters = 100) =>
  Array.from({ length: count }, (_, place) => toCardQuestion(longest(`q${place}`, rows, letters), 'th', 10))

const head = {
  agency: thai(80),
  badge: thai(40),
  date: '2026-12-09',
  source: thai(160),
  fiscalYear: 2570,
  pictureUrl: `https://example.go.th/${'p'.repeat(970)}`,
  title: thai(160),
  levelLabel: thai(60),
  threshold: 5,
  nextStep: thai(400),
  lateReason: thai(300),
  ita: {
    fiscalYear: 2570,
    items: Array.from({ length: 6 }, (_, n) => ({ no: `6.${n}`, title: thai(120), instrument: 'IIT', score: 80.16 })),
  },
  counts: { eligible: 1234, issued: 1234, cast: 1234 },
  listHash: 'a'.repeat(64),
  more: 20,
  series: { no: 5, of: 5 },
}

test.each([1, 2, 4, 5, 11, 12])('twenty questions of %i long options fill cards that LINE takes', (rows) => {
  const questions = questionsOf(20, rows)
  const { cards, more } = dealCards(questions)
  expect([...cards.flat(), ...questions.slice(20 - more)]).toEqual(questions)
  for (const own of cards) expect(templates.render('poll-result', { ...head, questions: own }).type).toBe('flex')
})

test('every question of the longest poll of scales is told, and a short poll takes one card', () => {
  expect(dealCards(questionsOf(20, 5, 22))).toMatchObject({ cards: { length: 5 }, more: 0 })
  expect(dealCards(questionsOf(5, 4, 22))).toMatchObject({ cards: { length: 1 }, more: 0 })
})

test('groups of a recommendation are shares of the people, not sums of rounded shares', () => {
  const steps = Array.from({ length: 11 }, (_, step) => ({ key: `${step}`, label: `${step}`, count: 2, percent: 9.1 }))
  const result: QuestionResult = { ...longest('q1', 0, 0), kind: 'nps', answered: 22, rows: steps, mean: -45.5 }
  expect(toCardQuestion(result, 'en', 10)).toMatchObject({
    rows: [
      { label: 'Advise against 0–6', percent: 63.6 },
      { label: 'Neither 7–8', percent: 18.2 },
      { label: 'Recommend 9–10', percent: 18.2 },
    ],
  })
  expect(toCardQuestion(result, 'th', 10)).toMatchObject({ rows: [{}, { label: 'เป็นกลาง 7–8' }, {}] })
})

test('what the office will do has one name, on the card, in its notification and in what stands for a lost result', () => {
  const { altText, contents } = templates.render('poll-result', { ...head, series: null, questions: questionsOf(1, 2) })
  for (const said of [altText, allTexts(contents).join(' '), noteWords.nextStep.th])
    expect(said.replaceAll('\u200b', '')).toContain('สิ่งที่หน่วยงานจะดำเนินการ')
})

test.each(['poll-invite', 'poll-question', 'poll-result'] as const)('%s of an English poll speaks English', (name) => {
  const sample = JSON.parse(JSON.stringify(templates.sampleOf(name)).replace(/[\u0e00-\u0e7f]+/g, 'words'))
  const dates = name === 'poll-invite' && { opensAt: '2026-11-20T08:30:00+07:00', reminder: 'once more' }
  const whole = name === 'poll-result' && {
    counts: head.counts,
    listHash: head.listHash,
    more: 3,
    series: { no: 1, of: 2 },
  }
  const { altText, contents } = templates.render(name, { ...sample, ...dates, ...whole, language: 'en', date: null })
  expect([altText, ...allTexts(contents)].join('\n')).not.toMatch(/[\u0e00-\u0e7f]/)
})
