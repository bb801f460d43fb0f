import { describe, expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { contrastOf, toMourning } from '../../../../src/contracts/contrast.ts'
import { checkColors, chooseColors } from '../../../../src/features/pictures/look-rules.ts'

describe('the colours of an office', () => {
  test('take the place of navy, blue and saffron', () => {
    expect(chooseColors({ navy: '#0B3D2E' })).toEqual({ ...standardColors, navy: '#0B3D2E' })
  })

  test.each([
    ['navy', '#8899CC'],
    ['navy', '#CF3E7C'], // on white it could be read, on a panel it could not
    ['blue', '#7C9CFF'],
    ['saffron', '#7A4A00'],
  ] as const)('are refused where text would stand on too little contrast: %s %s, with the figure', (color, value) => {
    expect(() => checkColors({ [color]: value })).toThrow(
      expect.objectContaining({
        code: 'CONTRAST_TOO_LOW',
        data: expect.objectContaining({ color, value, least: 4.5, contrast: expect.any(Number) }),
      }),
    )
  })
})

test('contrast is that of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  expect(contrastOf('#000000', '#FFFFFF')).toBe(21)
  expect(contrastOf('#3B5BDB', '#3B5BDB')).toBe(1)
  expect(contrastOf('#777777', '#FFFFFF')).toBe(4.47)
})

test('โทนไว้อาลัย is grey throughout and keeps every contrast', () => {
  const greys = toMourning(standardColors)
  for (const grey of Object.values(greys)) expect(grey).toMatch(/^#([0-9A-F]{2})\1\1$/)
  for (const name of ['ink', 'navy', 'blue', 'leaf', 'clay', 'slate'] as const)
    expect(contrastOf(greys[name], greys.paper)).toBeGreaterThanOrEqual(4.5)
})
