import { standardColors } from './colors.ts'

/** WCAG 2.2, success criterion 1.4.3: text on its ground. */
export const leastContrast = 4.5

// What each of an office's own colours stands on, or under: panels are the darkest of the light grounds.
const grounds = { navy: ['mist', 'paper', 'white'], blue: ['mist', 'paper'], saffron: ['ink'] } as const

/** Where a colour of the office's own could not be read, and by how much; undefined where it can be read everywhere. */
export function findFaint(name: keyof typeof grounds, color: string): { ground: string; contrast: number } | undefined {
  return grounds[name]
    .map((one) => ({ ground: standardColors[one], contrast: contrastOf(color, standardColors[one]) }))
    .find(({ contrast }) => contrast < leastContrast)
}

/** Contrast of two colours as WCAG defines it, rounded down to two decimals so that 4.499 is not called 4.5. */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b) as [number, number]
  return Math.floor(((lighter + 0.05) / (darker + 0.05)) * 100) / 100
}

/** โทนไว้อาลัย: every colour as the grey that is as bright, so that each contrast stays what it was. */
export function toMourning<Name extends string>(colors: Record<Name, string>): Record<Name, string> {
  const greys = Object.entries<string>(colors).map(([name, value]) => [name, greyOf(value)])
  return Object.fromEntries(greys) as Record<Name, string>
}

function greyOf(color: string): string {
  const linear = luminanceOf(color)
  const channel = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055
  return `#${Math.round(channel * 255)
    .toString(16)
    .padStart(2, '0')
    .repeat(3)
    .toUpperCase()}`
}

function luminanceOf(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (red as number) + 0.7152 * (green as number) + 0.0722 * (blue as number)
}
