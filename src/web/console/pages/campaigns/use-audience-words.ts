import { useQuery } from '@tanstack/react-query'
import type { AudienceSpec } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

/** An audience in words: the names of its groups, units and saved audience. */
export function useAudienceWords(audience: AudienceSpec): string {
  const w = useWords(campaignWords)
  const groups = useQuery({
    ...api.groups.list.queryOptions({ input: { limit: 200 } }),
    enabled: (audience.groups?.length ?? 0) > 0,
  })
  const units = useQuery({
    ...api.units.list.queryOptions({ input: { limit: 200 } }),
    enabled: (audience.units?.length ?? 0) > 0,
  })
  const saved = useQuery({
    ...api.audiences.list.queryOptions({ input: { limit: 200 } }),
    enabled: audience.savedAudienceId !== undefined,
  })
  const nameOf = (items: { id: string; label: string | null }[] | undefined, id: string) =>
    items?.find((item) => item.id === id)?.label ?? '…'
  const groupItems = groups.data?.items.map(({ id, name, lineGroupId }) => ({ id, label: name ?? lineGroupId }))
  const unitItems = units.data?.items.map(({ id, nameTh }) => ({ id, label: nameTh }))
  const savedItems = saved.data?.items.map(({ id, name }) => ({ id, label: name }))
  const via = { groups: w('viaGroups'), people: w('viaPeople'), both: w('viaBoth') }[audience.via].replace(
    / \(.*\)/,
    '',
  )
  return [
    audience.everyone ? `${w('everyone')} (${via})` : undefined,
    ...(audience.units ?? []).map((id) => nameOf(unitItems, id)),
    ...(audience.groups ?? []).map((id) => nameOf(groupItems, id)),
    audience.savedAudienceId && nameOf(savedItems, audience.savedAudienceId),
    audience.people?.length ? w('people', { n: audience.people.length }) : undefined,
  ]
    .filter(Boolean)
    .join(' · ')
}
