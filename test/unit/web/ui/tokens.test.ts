import { describe, expect, test } from 'vitest'
import { darkVariables, lightVariables } from '../../../../src/web/ui/tokens.ts'

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', lightVariables],
  ['dark', darkVariables],
])('the %s page', (_, variables) => {
  test.each([
    ['--text', '--ground'],
    ['--text', '--panel'],
    ['--text', '--raised'],
    ['--text', '--accent-mist'],
    ['--quiet', '--ground'],
    ['--quiet', '--panel'],
    ['--quiet', '--raised'],
    ['--quiet', '--accent-mist'],
    ['--accent', '--panel'],
    ['--on-primary', '--primary'],
    ['--good', '--panel'],
    ['--good', '--good-mist'],
    ['--bad', '--panel'],
    ['--bad', '--bad-mist'],
    ['--on-highlight', '--highlight'],
  ] as const)('keeps a contrast of 4.5 between %s and %s', (text, ground) => {
    expect(contrast(variables[text], variables[ground])).toBeGreaterThanOrEqual(4.5)
  })
})
