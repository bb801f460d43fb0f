import { z } from 'zod'
import { named } from './problems.ts'

const segmenter = new Intl.Segmenter('th', { granularity: 'grapheme' })

function hasAtMostGraphemes(text: string, max: number): boolean {
  if (text.length <= max) return true
  let count = 0
  for (const _ of segmenter.segment(text)) {
    count += 1
    if (count > max) return false
  }
  return true
}

/** LINE counts UTF-16 code units (JavaScript's `length`) everywhere but where `graphemes` is used. */
export function units(max: number) {
  return z
    .string()
    .refine((text) => text.length > 0, named('EMPTY', 'must not be empty'))
    .refine((text) => text.length <= max, named('TOO_LONG', `must be at most ${max} characters (UTF-16 units)`))
}

/** Labels, `displayText`, `fillInText` and the texts of actions are counted as people see them: น้ำ is one, an emoji too. */
export function graphemes(max: number) {
  return z
    .string()
    .refine((text) => text.length > 0, named('EMPTY', 'must not be empty'))
    .refine((text) => hasAtMostGraphemes(text, max), named('TOO_LONG', `must be at most ${max} characters as seen`))
}

function format(pattern: RegExp, wanted: string) {
  return z.string().refine((text) => pattern.test(text), named('BAD_FORMAT', `must be ${wanted}`))
}

// Six digits at most: far beyond any screen, and LINE refuses numbers it cannot read.
const pixels = String.raw`\d{1,6}(\.\d{1,6})?px`
const percent = String.raw`\d{1,6}(\.\d{1,6})?%`
const steps = 'xs|sm|md|lg|xl|xxl'

export const colour = format(/^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/, '#RRGGBB or #RRGGBBAA')
/** `spacing` and `margin`. */
export const gap = format(new RegExp(`^(none|${steps}|${pixels})$`), `none, ${steps}, or pixels`)
/** Paddings and offsets. */
export const inset = format(new RegExp(`^(none|${steps}|${pixels}|${percent})$`), `none, ${steps}, pixels or percent`)
export const boxLength = format(new RegExp(`^(${pixels}|${percent})$`), 'pixels or percent')
export const borderWidth = format(
  new RegExp(`^(none|light|normal|medium|semi-bold|bold|${pixels})$`),
  'none, light, normal, medium, semi-bold, bold, or pixels',
)
export const cornerRadius = format(new RegExp(`^(none|${steps}|${pixels})$`), `none, ${steps}, or pixels`)
export const fontSize = format(new RegExp(`^(xxs|${steps}|3xl|4xl|5xl|${pixels})$`), 'xxs to 5xl, or pixels')
export const imageSize = format(
  new RegExp(`^(xxs|${steps}|3xl|4xl|5xl|full|${pixels}|${percent})$`),
  'xxs to 5xl, full, pixels or percent',
)
export const pixelLength = format(new RegExp(`^${pixels}$`), 'pixels')
export const angle = format(/^([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])(\.\d{1,6})?deg$/, 'from 0deg to below 360deg')
export const stopPosition = format(/^(([0-9]|[1-9][0-9])(\.\d{1,6})?|100(\.0{1,6})?)%$/, 'from 0% to 100%')
export const flexRatio = z.int().min(0)

export const aspectRatio = z.string().refine(
  (text) => {
    const parts = /^(\d{1,6}(?:\.\d{1,6})?):(\d{1,6}(?:\.\d{1,6})?)$/.exec(text)
    const [width, height] = [Number(parts?.[1]), Number(parts?.[2])]
    return width >= 1 && width <= 100_000 && height >= 1 && height <= 100_000 && height <= 3 * width
  },
  named('BAD_FORMAT', 'must be width:height, each 1 to 100000, the height at most three times the width'),
)
