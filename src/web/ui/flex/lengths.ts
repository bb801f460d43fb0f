/** Keyword sizes in px, as LINE's own clients draw them on a 300 px wide bubble. */
const spaces = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 }
const radii = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 }
const borders = { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 }
const texts = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 }
const images = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 }

const pixels = /^-?\d{1,5}(?:\.\d+)?px$/
const percent = /^-?\d{1,4}(?:\.\d+)?%$/

type Keywords = Readonly<Record<string, number>>

function readLength(value: unknown, keywords: Keywords, options: { percent?: boolean; negative?: boolean } = {}) {
  if (typeof value !== 'string') return undefined
  if (Object.hasOwn(keywords, value)) return `${keywords[value]}px`
  if (value.startsWith('-') && !options.negative) return undefined
  if (pixels.test(value) || (options.percent && percent.test(value))) return value
  return undefined
}

export const readSpace = (value: unknown) => readLength(value, spaces)
export const readPadding = (value: unknown) => readLength(value, spaces, { percent: true })
export const readOffset = (value: unknown) => readLength(value, spaces, { percent: true, negative: true })
export const readRadius = (value: unknown) => readLength(value, radii)
export const readBorder = (value: unknown) => readLength(value, borders)
export const readExtent = (value: unknown) => readLength(value, {}, { percent: true })
export const readLineSpacing = (value: unknown) => readLength(value, {})
export const readTextSize = (value: unknown) => readLength(value, texts)
export const readIconSize = (value: unknown) => readLength(value, texts)

export function readImageSize(value: unknown): string | undefined {
  return value === 'full' ? '100%' : readLength(value, images, { percent: true })
}
