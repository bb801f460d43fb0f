import { describe, expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { pictureSchemas, pictureSizes } from '../../../../src/contracts/picture-templates.ts'
import { lintCard } from '../../../../src/features/content/lint-rules.ts'
import { periodOf, toDigest } from '../../../../src/features/digest/rules.ts'
import { drawPicture } from '../../../../src/features/pictures/draw-picture.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'

test('a month is that of Bangkok', () => {
  expect(periodOf('2026-12')).toEqual({
    from: new Date('2026-11-30T17:00:00Z'),
    to: new Date('2026-12-31T17:00:00Z'),
  })
})

const keepsRules = (data: unknown) => lintCard({ title: '', data }).length === 0
const month = { month: '2026-10', agency: 'สำนักงาน ก.พ.ร.', runsDone: 9, asked: [], answered: [], updates: [] }

describe('a name that no card may show', () => {
  test('leaves its place to the next one and is among those that are only counted', () => {
    const { sent } = toDigest({ ...month, sent: ['ก', 'ปี 2026', 'ข', 'ค', 'ง'] }, keepsRules)
    expect(sent).toEqual(['ก', 'ข', 'ค', 'และอีก 2 เรื่อง'])
  })

  test('may be one that breaks a rule only beside what follows it', () => {
    const asked = ['กิจกรรมประจำเดือนมีนาคม', '2027 ปีแห่งการฟัง', 'การยืมครุภัณฑ์']
    expect(toDigest({ ...month, sent: [], asked }, keepsRules).asked).toEqual([asked[0], asked[2]])
    const { sent } = toDigest({ ...month, sent: ['ก', 'ข', 'ถาม นายสมชาย', 'ปี 2026'] }, keepsRules)
    expect(sent).toEqual(['ก', 'ข', 'และอีก 2 เรื่อง'])
  })

  test('leaves nothing behind where there is no other', () => {
    expect(toDigest({ ...month, sent: ['ปี 2026'] }, keepsRules)).toMatchObject({
      sent: [],
      counts: [{ value: '9' }, {}, {}],
    })
  })
})

test('the longest month fits its picture', async () => {
  const long = 'ความเห็นต่อการสื่อสารเรื่องงบประมาณและการมีส่วนร่วมของบุคลากรในการจัดทำแผน '.repeat(3)
  const data = toDigest(
    {
      month: '2026-10',
      agency: 'สำนักงานคณะกรรมการพัฒนาระบบราชการ',
      runsDone: 1234,
      sent: Array.from({ length: 9 }, () => long),
      asked: Array.from({ length: 9 }, () => long),
      answered: Array.from({ length: 9 }, () => ({ title: long, nextStep: long })),
      updates: [],
    },
    keepsRules,
  )
  expect(data.sent).toEqual([...Array(3).fill(expect.stringMatching(/^ความเห็น.*…$/)), 'และอีก 6 เรื่อง'])
  // Cut between words, and it shows.
  expect(
    [...(data.asked ?? []), ...(data.answered ?? [])].every(
      (text) => /[ก-๙]…$/.test(text) && long.startsWith(text.slice(0, -1)),
    ),
  ).toBe(true)
  const pictures = createPictures()
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2570, isDraft: true }
  const tree = drawPicture('digest', pictureSchemas.digest.parse(data), 'square', look)
  await expect(pictures.checkPicture(tree, pictureSizes.square)).resolves.toBeUndefined()
  await pictures.close()
})
