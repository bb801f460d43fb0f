import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'

const known = [
  'dos-donts',
  'no-gift',
  'guide',
  'opportunity',
  'invitation',
  'video',
  'digest',
  'budget-summary',
  'ita-summary',
  'ita-indicator',
  'ita-comparison',
  'measure-update',
  'measure-timeline',
  'poll-invite',
  'poll-result',
  'notice',
  'picture',
  'welcome',
  'menu',
] as const

/** A template's name for people; one that is newer than these words keeps its own. */
export function useTemplateName(): (template: string) => string {
  const t = useWords(common)
  return (template) => {
    const key = known.find((name) => name === template)
    return key ? t(key) : template
  }
}
