// Apart from the schemas, which stay out of the pages.

/** What a guide is about; the words above its title follow from it. */
export const guideTopics = [
  'asset_how_to',
  'asset_check',
  'bribery',
  'manual',
  'hr_policy',
  'meeting_summary',
  'measure',
  'guide',
] as const
export type GuideTopic = (typeof guideTopics)[number]
