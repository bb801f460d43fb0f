import type { ContentKind } from './api/contents.ts'
import type { GuideTopic } from './guide-topics.ts'
import type { TemplateName } from './templates.ts'

/** What stands behind a card: who answers for it, the ITA items it serves, the rule it rests on, when to look at it again. */
export type FilingField = 'owner' | 'itaItems' | 'basis' | 'reviewOn'

const all: readonly FilingField[] = ['owner', 'itaItems', 'basis', 'reviewOn']

// Without an item: the result and a measure are of an indicator or an area, which may have no item of staff below its target.
const withoutItem: readonly FilingField[] = ['owner', 'basis', 'reviewOn']

// Without a rule too: what is announced, was decided or is played holds by itself, on any matter.
const ownedAndReviewed: readonly FilingField[] = ['owner', 'reviewOn']

const neededBy: Record<ContentKind, readonly FilingField[]> = {
  dos_donts: all,
  no_gift: all,
  bribery: all,
  budget: all,
  asset_how_to: all,
  asset_check: all,
  manual: all,
  hr_policy: all,
  opportunity: all,
  ita_result: withoutItem,
  ita_indicator: withoutItem,
  measure: withoutItem,
  meeting_summary: ownedAndReviewed,
  notice: ownedAndReviewed,
  video: ownedAndReviewed,
  digest: ['owner'], // a month that is over is not looked at again
}

const kindOfTemplate: Partial<Record<TemplateName, ContentKind>> = {
  'dos-donts': 'dos_donts',
  'no-gift': 'no_gift',
  opportunity: 'opportunity',
  video: 'video',
  digest: 'digest',
  'budget-summary': 'budget',
  'ita-summary': 'ita_result',
  'ita-comparison': 'ita_result',
  'ita-indicator': 'ita_indicator',
  'measure-update': 'measure',
  'measure-timeline': 'measure',
}

const kindOfTopic: Record<GuideTopic, ContentKind> = {
  asset_how_to: 'asset_how_to',
  asset_check: 'asset_check',
  bribery: 'bribery',
  manual: 'manual',
  hr_policy: 'hr_policy',
  meeting_summary: 'meeting_summary',
  measure: 'measure',
  guide: 'manual',
}

type Card = { template: string; data: Record<string, unknown>; kind?: string | null }
type Filing = { owner: string | null; itaItems: readonly string[]; basis: string | null; reviewOn: unknown }

/** What a card is: by its template where that is made for one kind only, else by what its author says it is. */
export function kindOf({ template, data, kind }: Card): ContentKind {
  const made = kindOfTemplate[template as TemplateName]
  if (made) return made
  if (kind && Object.hasOwn(neededBy, kind)) return kind as ContentKind
  return template === 'guide' ? (kindOfTopic[data.topic as GuideTopic] ?? 'manual') : 'notice'
}

/** What a card still lacks before anybody may approve it. */
export function missingFiling(card: Card & Filing): FilingField[] {
  return neededBy[kindOf(card)].filter((field) => {
    const value = card[field]
    return Array.isArray(value) ? value.length === 0 : !value
  })
}

/** When a card is looked at again unless its owner says another day: a year on, for each year brings its own rules and figures. */
export function reviewDayAfter(day: string): string {
  const at = new Date(day)
  at.setUTCFullYear(at.getUTCFullYear() + 1)
  return at.toISOString().slice(0, 10)
}
