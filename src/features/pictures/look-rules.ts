import { standardColors } from '../../contracts/colors.ts'
import { findFaint, leastContrast } from '../../contracts/contrast.ts'
import { AppError } from '../../platform/errors.ts'

/** The colours of a picture. An office may replace navy, blue and saffron; the rest carries meaning and stays. */
export type Colors = Record<keyof typeof standardColors, string>
export type OwnColors = Partial<Pick<Colors, 'navy' | 'blue' | 'saffron'>>

/** The colours with the office's own in place. */
export const chooseColors = (own: OwnColors): Colors => ({ ...standardColors, ...own })

/** @throws CONTRAST_TOO_LOW (422) with the colour, what it stands against and the figure. */
export function checkColors(own: OwnColors): void {
  for (const [name, value] of Object.entries(own) as [keyof OwnColors, string][]) {
    const faint = findFaint(name, value)
    if (!faint) continue
    const { ground, contrast } = faint
    const why = `${name} ${value} on ${ground} has a contrast of ${contrast}: 4.5 at least.`
    const data = { color: name, value, ground, contrast, least: leastContrast }
    throw new AppError('CONTRAST_TOO_LOW', why, { status: 422, data })
  }
}
