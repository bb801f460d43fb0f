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

/** The picture of these results, or the refusal of words that do not fit. */
function draw(title: string, questions: Question[], size: PictureSizeName) {
  const wordsAtMost = questions.length > 1 ? 3 : 10
  const data = pictureSchemas['poll-result'].parse({
    title,
    levelLabel: 'เป็นความลับ (ตอบในหน้าเว็บ)',
    threshold: 5,
    questions: questions.map((question) => toCardQuestion(sampleResult(question), 'th', wordsAtMost)),
  })
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', isDraft: false }
  return pictures.renderPicture(drawPicture('poll-result', data, size, look), pictureSizes[size])
}

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

test('the eleven steps of a recommendation stand as its three groups, which are the whole', () => {
  const card = toCardQuestion(sampleResult(sampleQuestions.nps), 'th', 10)
  if (!('rows' in card)) throw new Error('The result is hidden.')
  const { rows, summary } = card
  expect(rows.map(({ label }) => label)).toEqual(['ไม่แนะนำ 0–6', 'เฉย ๆ 7–8', 'แนะนำ 9–10'])
  expect(Math.round(rows.reduce((sum, { percent }) => sum + percent, 0))).toBe(100)
  expect(summary).toBe('คะแนนการบอกต่อ 11 (จาก −100 ถึง 100)')
})
