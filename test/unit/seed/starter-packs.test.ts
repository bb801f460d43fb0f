import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { starterCards } from '../../../prisma/seed/starter-packs.ts'
import { standardColors } from '../../../src/contracts/colors.ts'
import { missingFiling } from '../../../src/contracts/filing.ts'
import { isPictureTemplate, pictureSchemas, pictureSizes } from '../../../src/contracts/picture-templates.ts'
import { templateSchemas } from '../../../src/contracts/templates.ts'
import { lintCard } from '../../../src/features/content/lint-rules.ts'
import { drawPicture } from '../../../src/features/pictures/draw-picture.ts'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'
import { createPictures } from '../../../src/platform/pictures/create-pictures.ts'

const cards = starterCards(loadSeed())
const templates = loadTemplates('flex-templates')
const ofCode = (code: string) => cards.find((card) => card.code === code)

describe.each(cards.map((card) => [card.code, card] as const))('%s', (_code, card) => {
  test('makes a message that LINE takes, breaks no rule of content and says whose it is and what it rests on', () => {
    expect(templateSchemas[card.template].safeParse(card.data).error?.issues).toBeUndefined()
    expect(templates.render(card.template, card.data).altText).toMatch(/^สำนักงาน ก\.พ\.ร\.:/)
    expect(lintCard({ title: card.title, data: card.data })).toEqual([])
    expect(missingFiling({ ...card, reviewOn: '2027-09-30' })).toEqual([])
    expect(card).toMatchObject({ owner: expect.stringMatching(/./), basis: expect.stringMatching(/./) })
    expect(card.data).toMatchObject({ source: expect.any(String), fiscalYear: expect.any(Number) })
    expect(JSON.stringify(card)).not.toMatch(/(?<!ขอบ)คุณ(?!ธรรม|ภาพ|สมบัติ|ลักษณะ)|!|ผิดวินัย/)
  })
})

test('every card that has a picture fits it, in the square of the chat', async () => {
  const pictures = createPictures()
  const tooFull: unknown[] = []
  for (const { code, template, data } of cards) {
    if (!isPictureTemplate(template)) continue
    const look = {
      colors: standardColors,
      agency: 'สำนักงาน ก.พ.ร.',
      fiscalYear: 2570,
      isDraft: template !== 'ita-indicator',
    } // its picture is asked for once it is approved
    const tree = drawPicture(template, pictureSchemas[template].parse(data) as never, 'square', look)
    await pictures.checkPicture(tree, pictureSizes.square).catch((error) => tooFull.push([code, error.fields]))
  }
  await pictures.close()
  expect(tooFull).toEqual([])
})

test('the result of 2566 has a card for each indicator, beside the year before', () => {
  expect(cards.filter(({ kind }) => kind === 'ita_indicator')).toHaveLength(10)
  expect(ofCode('ita-2566-07')?.data).toMatchObject({ score: 90.63, previous: { fiscalYear: 2565, score: 81.94 } })
  expect(ofCode('ita-2566-02')?.data).toMatchObject({
    items: [
      { no: '5.2', score: 69.67 },
      { no: '5.1', score: 81.6 },
    ],
  })
})

test('the festivals of the calendar have a card each, and so have retirement and the award the office gives', () => {
  const tags = cards.filter(({ kind }) => kind === 'no_gift').flatMap((card) => card.tags)
  for (const tag of ['ปีใหม่', 'ตรุษจีน', 'สงกรานต์', 'ไหว้พระจันทร์', 'เกษียณและโยกย้าย', 'รางวัลเลิศรัฐ'])
    expect(tags).toContain(tag)
})

test('the seven areas of measures say who does what until when, each step once', () => {
  const measures = cards.filter(({ kind }) => kind === 'measure')
  expect(measures).toHaveLength(7)
  const steps = measures.flatMap(({ data }) => ('steps' in data ? (data.steps ?? []) : []))
  expect(new Set(steps).size).toBe(steps.length)
  expect(ofCode('measure-2567-5')?.data).toMatchObject({
    facts: [{ text: 'สำนักงานเลขาธิการ' }, { text: '1 ต.ค. 2566 ถึง 30 ก.ย. 2567' }],
  })
})
