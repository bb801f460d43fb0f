import type { TemplateData } from '../../src/contracts/templates.ts'
import type { DosDontsCard } from './load-seed.ts'

type Card = TemplateData<'dos-donts'>

/** Data of the `dos-donts` card. What editors still have to confirm stays behind. */
export function dosDontsCardData(card: DosDontsCard, options: Pick<Card, 'agency' | 'badge' | 'date'> = {}): Card {
  const { title, series, do: toDo, dont, basis, fiscalYear } = card
  return { ...options, title, series, do: toDo, dont, source: basis, fiscalYear }
}
