import { standardColors } from '../../contracts/colors.ts'
import { AppError } from '../../platform/errors.ts'

/** The colours of a picture. An office may replace navy, blue and saffron; the rest carries meaning and stays. */
export type Colors = Record<keyof typeof standardColors, string>
export type OwnColors = Partial<Pick<Colors, 'navy' | 'blue' | 'saffron'>>

/** WCAG 2.2, success criterion 1.4.3: text on its ground. */
const leastContrast = 4.5

// What each of them stands on, or under: panels are the darkest of the light grounds.
const grounds = { navy: ['mist', 'paper', 'white'], blue: ['mist', 'paper'], saffron: ['ink'] } as const

/** The colours with the office's own in place. */
export const chooseColors = (own: OwnColors): Colors => ({ ...standardColors, ...own })

/** @throws CONTRAST_TOO_LOW (422) with the colour, what it stands against and the figure. */
export function checkColors(own: OwnColors): void {
  for (const [name, value] of Object.entries(own) as [keyof OwnColors, string][])
    for (const ground of grounds[name].map((one) => standardColors[one])) {
      const contrast = contrastOf(value, ground)
      if (contrast >= leastContrast) continue
      const why = `${name} ${value} on ${ground} has a contrast of ${contrast}: 4.5 at least.`
      const data = { color: name, value, ground, contrast, least: leastContrast }
      throw new AppError('CONTRAST_TOO_LOW', why, { status: 422, data })
    }
}

/** Contrast of two colours as WCAG defines it, rounded down to two decimals so that 4.499 is not called 4.5. */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b) as [number, number]
  return Math.floor(((lighter + 0.05) / (darker + 0.05)) * 100) / 100
}

/** โทนไว้อาลัย: every colour as the grey that is as bright, so that each contrast stays what it was. */
export function toMourning(colors: Colors): Colors {
  const greys = Object.entries(colors).map(([name, value]) => [name, greyOf(value)])
  return Object.fromEntries(greys) as Colors
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
