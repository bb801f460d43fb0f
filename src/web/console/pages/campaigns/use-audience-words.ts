import type { AudienceSpec } from '../../../../contracts/api/campaigns.ts'
import { useAllAudiences, useAllGroups } from '../../api/use-all.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from '../audience/use-units.tsx'
import { draftWords } from './draft-words.ts'

/** An audience in words: the names of its groups, units and saved audience. */
export function useAudienceWords(audience: AudienceSpec): string {
  const w = useWords(draftWords)
  const t = useWords(common)
  const groups = useAllGroups({}, (audience.groups?.length ?? 0) > 0)
  const units = useUnits((audience.units?.length ?? 0) > 0)
  const saved = useAllAudiences(audience.savedAudienceId !== undefined)
  const nameOf = (items: { id: string; label: string | null }[] | undefined, id: string) =>
    items?.find((item) => item.id === id)?.label ?? '…'
  const groupItems = groups.data?.map(({ id, name, lineGroupId }) => ({ id, label: name ?? lineGroupId }))
  const savedItems = saved.data?.map(({ id, name }) => ({ id, label: name }))
  const via = { groups: w('viaGroups'), people: w('viaPeople'), both: w('viaBoth') }[audience.via].replace(
    / \(.*\)/,
    '',
  )
  return [
    audience.everyone ? `${w('everyone')} (${via})` : undefined,
    ...(audience.units ?? []).map(units.wholeNameOf),
    ...(audience.groups ?? []).map((id) => nameOf(groupItems, id)),
    audience.savedAudienceId && nameOf(savedItems, audience.savedAudienceId),
    audience.people?.length ? t('people', { count: audience.people.length }) : undefined,
  ]
    .filter(Boolean)
    .join(' · ')
}
