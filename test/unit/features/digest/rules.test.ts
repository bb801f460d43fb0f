import { expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { pictureSchemas, pictureSizes } from '../../../../src/contracts/picture-templates.ts'
import { periodOf, toDigest } from '../../../../src/features/digest/rules.ts'
import { drawPicture } from '../../../../src/features/pictures/draw-picture.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'

test('a month is that of Bangkok', () => {
  expect(periodOf('2026-12')).toEqual({
    from: new Date('2026-11-30T17:00:00Z'),
    to: new Date('2026-12-31T17:00:00Z'),
  })
})

test('the longest month fits its picture', async () => {
  const long = 'ความเห็นต่อการสื่อสารเรื่องงบประมาณและการมีส่วนร่วมของบุคลากรในการจัดทำแผน '.repeat(3)
  const data = toDigest({
    month: '2026-10',
    agency: 'สำนักงานคณะกรรมการพัฒนาระบบราชการ',
    runsDone: 1234,
    asked: Array.from({ length: 9 }, () => long),
    answered: Array.from({ length: 9 }, () => ({ title: long, nextStep: long })),
    updates: [],
  })
  const pictures = createPictures()
  const look = { colors: standardColors, agency: 'สำนักงาน ก.พ.ร.', isDraft: true }
  const tree = drawPicture('digest', pictureSchemas.digest.parse(data), 'square', look)
  await expect(pictures.checkPicture(tree, pictureSizes.square)).resolves.toBeUndefined()
  await pictures.close()
})
