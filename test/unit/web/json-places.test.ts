import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPlaces, lineOf, placeOf } from '../../../src/web/console/pages/cards/json-places.ts'

describe('findPlaces', () => {
  test('tells on which line a value stands, or what is around it when it is missing', () => {
    const text = JSON.stringify({ title: 'ก', link: { label: 'x' }, rows: [{ n: 1 }, { n: 2 }] }, null, 2)
    const { places, errorAt } = findPlaces(text)
    expect(errorAt).toBeUndefined()
    const lines = ['title', 'link.url', 'rows.1.n', 'nothing.here'].map((path) =>
      lineOf(text, placeOf(places, path) ?? -1),
    )
    expect(lines).toEqual([2, 3, 11, 1])
  })

  test.each([
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{"a": [1, 2}', 11],
    ['{"a": "b', 6],
    ['{} x', 3],
    ['', 0],
  ])('%s stops being JSON at %i', (text, at) => {
    expect(findPlaces(text).errorAt).toBe(at)
  })

  test('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(200), fc.string({ maxLength: 2 }), (text, at, more) => {
        for (const some of [text, text.slice(0, at) + more + text.slice(at)]) {
          let isJson = true
          try {
            JSON.parse(some)
          } catch {
            isJson = false
          }
          expect([some, findPlaces(some).errorAt === undefined]).toEqual([some, isJson])
        }
      }),
    )
  })
})
