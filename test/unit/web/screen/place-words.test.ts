import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeWords } from '../../../../src/web/screen/place-words.ts'

const area = { width: 1300, height: 640 }
const boxes = fc
  .array(fc.record({ width: fc.integer({ min: 20, max: 500 }), height: fc.integer({ min: 20, max: 160 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((sizes) => sizes.map((size, place) => ({ ...size, key: `w${place}` })))

describe('placeWords', () => {
  test('puts the first word in the middle', () => {
    expect(placeWords([{ key: 'w', width: 200, height: 80 }], area)).toEqual([{ key: 'w', x: 650, y: 320 }])
  })

  test('puts a few words in the middle together', () => {
    const words = [300, 260, 240].map((width, place) => ({ key: `w${place}`, width, height: 120 }))
    const placed = placeWords(words, area)
    const edges = placed.flatMap(({ x }, place) => [-1, 1].map((side) => x + (side * (words[place]?.width ?? 0)) / 2))
    expect(Math.min(...edges) + Math.max(...edges)).toBeCloseTo(area.width)
    const ends = placed.flatMap(({ y }) => [y - 60, y + 60])
    expect(Math.min(...ends) + Math.max(...ends)).toBeCloseTo(area.height)
  })

  test('never lets words touch or leave the area, whatever their sizes', () => {
    fc.assert(
      fc.property(boxes, (words) => {
        const placed = placeWords(words, area).map((place) => ({
          ...place,
          ...(words.find(({ key }) => key === place.key) as (typeof words)[number]),
        }))
        for (const [at, a] of placed.entries()) {
          expect(a.x - a.width / 2).toBeGreaterThanOrEqual(-1e-6)
          expect(a.y - a.height / 2).toBeGreaterThanOrEqual(-1e-6)
          expect(a.x + a.width / 2).toBeLessThanOrEqual(area.width + 1e-6)
          expect(a.y + a.height / 2).toBeLessThanOrEqual(area.height + 1e-6)
          for (const b of placed.slice(at + 1)) {
            const isApart =
              Math.abs(a.x - b.x) * 2 >= a.width + b.width - 1e-6 ||
              Math.abs(a.y - b.y) * 2 >= a.height + b.height - 1e-6
            expect(isApart).toBe(true)
          }
        }
      }),
    )
  })

  test('leaves out what has no place, and lays the same words the same way each time', () => {
    const words = Array.from({ length: 30 }, (_, place) => ({ key: `w${place}`, width: 400, height: 150 }))
    const placed = placeWords(words, area)
    expect(placed.length).toBeGreaterThan(0)
    expect(placed.length).toBeLessThan(words.length)
    expect(placeWords(words, area)).toEqual(placed)
  })
})
