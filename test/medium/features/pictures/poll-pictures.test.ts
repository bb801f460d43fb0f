import { expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { type PictureSizeName, pictureSchemas, pictureSizes } from '../../../../src/contracts/picture-templates.ts'
import type { Question } from '../../../../src/contracts/polls.ts'
import { drawPicture } from '../../../../src/features/pictures/draw-picture.ts'
import { nameQuestions } from '../../../../src/features/polls/poll-rules.ts'
import { listTemplates } from '../../../../src/features/polls/poll-templates.ts'
import { toCardQuestion } from '../../../../src/features/polls/result-card.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'
import { sampleQuestions, sampleResult } from '../../../support/room-states.ts'

const pictures = createPictures()

type More = { language?: 'en' | 'th'; more?: number; ita?: object }

function treeOf(title: string, questions: Question[], size: PictureSizeName, more?: More) {
  const wordsAtMost = questions.length > 1 ? 3 : 10
  const data = pictureSchemas['poll-result'].parse({
    ...more,
    title,
    levelLabel: 'เป็นความลับ (ตอบในหน้าเว็บ)',
    threshold: 5,
    questions: questions.map((question) => toCardQuestion(sampleResult(question), 'th', wordsAtMost)),
  })
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: false }
  return drawPicture('poll-result', data, size, look)
}

/** The picture of these results, or the refusal of words that do not fit. */
const draw = (...[title, questions, size, more]: Parameters<typeof treeOf>) =>
  pictures.renderPicture(treeOf(title, questions, size, more), pictureSizes[size])

test.each(Object.values(sampleQuestions))(
  'the result of one question of kind $kind fits a picture for the chat',
  async (question) => {
    const isLong = 'options' in question && question.options.length > 5
    const png = await draw('ความเป็นธรรมในการมอบหมายงาน ประเมินผล และคัดเลือก', [question], isLong ? 'portrait' : 'square')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
  },
)

test.each(listTemplates('th'))(
  'the whole result of a poll “$title” fits one tall picture',
  async ({ title, questions }) => {
    const png = await draw(title, nameQuestions(questions), 'story')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
  },
)

test.each([
  { language: 'th', says: 'แสดง 6 จาก 20 ข้อ ผลทุกข้ออยู่ในการ์ดแจ้งผลทาง LINE' },
  { language: 'en', says: '6 of 20 questions. The result card in LINE has them all.' },
] as const)('a picture of a part says so, and where the whole is ($language)', async ({ language, says }) => {
  const six = Array.from({ length: 6 }, (_, place) => ({ ...sampleQuestions.scale, key: `q${place}` }))
  const more = { language, more: 14 }
  const wordsOf = (...told: [More?]) =>
    JSON.stringify(treeOf('ความเป็นธรรม', six, 'story', ...told)).replaceAll('\u200b', '')
  expect([wordsOf(more).includes(says), wordsOf().includes('LINE')]).toEqual([true, false])
  const png = await draw('ความเป็นธรรม', six, 'story', more)
  expect(png.subarray(1, 4).toString()).toBe('PNG')
})

test.each([2, 4, 7, 9])(
  'the picture on a result card of %i questions holds what fits, and says how many',
  async (count) => {
    const kinds = Object.values(sampleQuestions).slice(0, count)
    const says = JSON.stringify(treeOf('ความเป็นธรรม', kinds, 'portrait')).replaceAll('\u200b', '')
    const [, shown = String(count), all = String(count)] = /แสดง (\d+) จาก (\d+) ข้อ/.exec(says) ?? []
    expect([kinds.length, Number(all)]).toEqual([count, count])
    expect(kinds.filter(({ text }) => says.includes(text))).toHaveLength(Number(shown))
    expect((await draw('ความเป็นธรรม', kinds, 'portrait')).subarray(1, 4).toString()).toBe('PNG')
  },
)

const itaOf = (count: number) => ({
  fiscalYear: 2566,
  items: Array.from({ length: count }, (_, place) => ({
    no: `6.${place + 1}`,
    title: 'มอบหมายงานตามความรู้ความสามารถของผู้ปฏิบัติงาน ประเมินผล และคัดเลือกผู้เข้ารับการฝึกอบรมและศึกษาต่ออย่างเป็นธรรม',
    instrument: 'IIT',
    score: 80.16 + place,
  })),
})

test.each([
  { language: 'th', says: 'ITA ปีงบประมาณ พ.ศ. 2566 (คนละเครื่องมือ)', left: 'และอีก 2 รายการ' },
  { language: 'en', says: 'ITA, fiscal year B.E. 2566 (a different survey)', left: 'and 2 more' },
] as const)(
  'the ITA figure stands under the bars with its year, named another instrument ($language)',
  ({ language, says, left }) => {
    const wordsOf = (size: PictureSizeName, ita?: object) =>
      JSON.stringify(treeOf('ความเป็นธรรม', [sampleQuestions.scale], size, { language, ...(ita && { ita }) }))
        .replaceAll('\u200b', '')
        .replaceAll('\u00a0', ' ')
    const tall = wordsOf('story', itaOf(3))
    for (const word of [says, '6.1 มอบหมายงาน', '80.16', '82.16', '(IIT)', '47', '5']) expect(tall).toContain(word)
    expect(tall).not.toContain(left)
    const square = wordsOf('square', itaOf(3))
    for (const word of [says, '80.16', left]) expect(square).toContain(word)
    expect(square).not.toContain('82.16')
    expect(wordsOf('story')).not.toContain('ITA')
  },
)

test.each([
  { of: 'four questions above six figures of the ITA', size: 'story', questions: 4, items: 6 },
  { of: 'one question above them', size: 'portrait', questions: 1, items: 6 },
  { of: 'one question above the first of them', size: 'square', questions: 1, items: 6 },
] as const)('$of fit a picture ($size)', async ({ size, questions, items }) => {
  const asked = Array.from({ length: questions }, (_, place) => ({ ...sampleQuestions.scale, key: `q${place}` }))
  const png = await draw('ความเป็นธรรมในการมอบหมายงาน ประเมินผล และคัดเลือก', asked, size, { ita: itaOf(items) })
  expect(png.subarray(1, 4).toString()).toBe('PNG')
})

test('the eleven steps of a recommendation stand as its three groups, which are the whole', () => {
  const card = toCardQuestion(sampleResult(sampleQuestions.nps), 'th', 10)
  if (!('rows' in card)) throw new Error('The result is hidden.')
  const { rows, summary } = card
  expect(rows.map(({ label }) => label)).toEqual(['ไม่แนะนำ 0–6', 'เป็นกลาง 7–8', 'แนะนำ 9–10'])
  expect(Math.round(rows.reduce((sum, { percent }) => sum + percent, 0))).toBe(100)
  expect(summary).toBe('คะแนนการบอกต่อ 11 (จาก −100 ถึง 100)')
})
