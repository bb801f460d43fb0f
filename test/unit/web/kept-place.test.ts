import { afterEach, expect, test, vi } from 'vitest'
import { keepPlace, takePlace } from '../../../src/web/console/shell/kept-place.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['//evil.example/', ''],
  ['/campaigns/new', '?card=1'],
])('the place %s before LINE is opened again on this very site', (pathname, search) => {
  const kept = new Map<string, string>()
  vi.stubGlobal('location', { origin: 'https://sucharit.example', pathname, search })
  vi.stubGlobal('sessionStorage', {
    setItem: (key: string, value: string) => kept.set(key, value),
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
  })
  keepPlace()
  expect(new URL(takePlace()).origin).toBe('https://sucharit.example')
  expect(takePlace()).toBe('https://sucharit.example/')
})
