import { flexSizes } from '../../../contracts/flex-sizes.ts'

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

export const readSpace = (value: unknown) => readLength(value, flexSizes.space)
export const readPadding = (value: unknown) => readLength(value, flexSizes.space, { percent: true })
export const readOffset = (value: unknown) => readLength(value, flexSizes.space, { percent: true, negative: true })
export const readRadius = (value: unknown) => readLength(value, flexSizes.radius)
export const readBorder = (value: unknown) => readLength(value, flexSizes.border)
export const readExtent = (value: unknown) => readLength(value, {}, { percent: true })
export const readLineSpacing = (value: unknown) => readLength(value, {})
export const readTextSize = (value: unknown) => readLength(value, flexSizes.text)
export const readIconSize = (value: unknown) => readLength(value, flexSizes.text)

export function readImageSize(value: unknown): string | undefined {
  return value === 'full' ? '100%' : readLength(value, flexSizes.image, { percent: true })
}
