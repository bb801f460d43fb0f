import { Alert, Chip, Group, MultiSelect, Radio, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useAllAudiences, useAllGroups } from '../../api/use-all.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from '../audience/use-units.tsx'
import { audienceOf, type CampaignDraft, type Who } from './draft.ts'
import { draftWords } from './draft-words.ts'

const kinds: Who[] = ['everyone', 'units', 'groups', 'saved']

/** Who gets it, and at once how many that is and what it costs. */
export function AudienceStep({
  draft,
  onChange,
}: {
  draft: CampaignDraft
  onChange: (some: Partial<CampaignDraft>) => void
}) {
  const w = useWords(draftWords)
  const units = useUnits(draft.who === 'units')
  const groups = useAllGroups({ state: 'approved' }, draft.who === 'groups')
  const saved = useAllAudiences(draft.who === 'saved')
  const asksVia = draft.who === 'everyone' || draft.who === 'units'
  return (
    <Stack gap="md">
      <Chip.Group
        value={draft.who ?? null}
        onChange={(who) => onChange({ who: who as Who, leftOut: draft.leftOut.filter((what) => what !== 'audience') })}
      >
        <Group gap="xs" role="group" aria-label={w('who')}>
          {kinds.map((who) => (
            <Chip key={who} value={who} size="md" radius="md">
              {w(who)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {draft.who === 'units' ? (
        <MultiSelect
          label={w('units')}
          placeholder={w('pick')}
          searchable
          value={draft.units}
          onChange={(value) => onChange({ units: value })}
          {...units.choices}
        />
      ) : null}
      {draft.who === 'groups' ? (
        <MultiSelect
          label={w('groups')}
          placeholder={w('pick')}
          searchable
          value={draft.groups}
          onChange={(value) => onChange({ groups: value })}
          data={(groups.data ?? []).map(({ id, name, lineGroupId }) => ({
            value: id,
            label: name ?? lineGroupId,
          }))}
        />
      ) : null}
      {draft.who === 'saved' ? (
        <Select
          label={w('saved')}
          placeholder={w('pick')}
          searchable
          value={draft.savedAudienceId}
          onChange={(value) => onChange({ savedAudienceId: value })}
          data={(saved.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {asksVia ? (
        <Radio.Group
          label={w('via')}
          value={draft.via}
          onChange={(via) => onChange({ via: via as CampaignDraft['via'] })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="groups" label={w('viaGroups')} />
            <Radio value="people" label={w('viaPeople')} />
            <Radio value="both" label={w('viaBoth')} />
          </Stack>
        </Radio.Group>
      ) : null}
      <Reach draft={draft} />
    </Stack>
  )
}

/** The live estimate, beside what the month still holds. */
function Reach({ draft }: { draft: CampaignDraft }) {
  const w = useWords(draftWords)
  const t = useWords(common)
  const [audience] = useDebouncedValue(audienceOf(draft), 250)
  const estimate = useQuery({
    ...api.audiences.estimate.queryOptions({ input: { audience: audience ?? { via: 'groups' } } }),
    enabled: audience !== undefined,
    placeholderData: keepPreviousData,
  })
  const quota = useQuery(api.quota.get.queryOptions({ input: {} }))
  if (audience === undefined) return <p className="sentence quiet">{w('missingAudience')}</p>
  if (estimate.isError)
    return (
      <Alert color="red" variant="light">
        {describeError(estimate.error)}
      </Alert>
    )
  if (!estimate.data) return <p className="sentence quiet">{t('loading')}</p>
  const { people, groups, messages, skipped, doubles, publicOnlyGroups } = estimate.data
  const left = quota.data?.left ?? null
  const isShort = left !== null && messages > left
  const leftOut = [
    skipped.pending > 0 && w('skippedPending', { count: skipped.pending }),
    skipped.left > 0 && w('skippedLeft', { count: skipped.left }),
    skipped.unregistered > 0 && w('skippedUnregistered', { count: skipped.unregistered }),
    skipped.blocked > 0 && w('skippedBlocked', { count: skipped.blocked }),
  ].filter(Boolean)
  const twice = doubles.reduce((sum, one) => sum + one.people, 0)
  return (
    <Stack gap="xs" aria-live="polite">
      <div className="sentence">
        {people + groups === 0
          ? w('reachesNobody')
          : w('reaches', {
              reached: [groups > 0 && t('groups', { count: groups }), people > 0 && t('people', { count: people })]
                .filter(Boolean)
                .join(' · '),
              messages: t('messages', { count: messages }),
            })}
        {left === null ? null : (
          <Text size="sm" c={isShort ? 'red' : 'dimmed'}>
            {isShort ? `${w('quotaShort')} · ` : ''}
            {w('quotaLeft', { count: left })}
          </Text>
        )}
      </div>
      {leftOut.length > 0 ? (
        <Text size="sm" c="dimmed">
          {w('leftOut')} {leftOut.join(' · ')}
        </Text>
      ) : null}
      {twice > 0 ? (
        <Text size="sm" c="var(--bad)">
          {w('doubles', { count: twice })}
        </Text>
      ) : null}
      {publicOnlyGroups > 0 ? (
        <Text size="sm" c="dimmed">
          {w('publicOnly', { count: publicOnlyGroups })}
        </Text>
      ) : null}
    </Stack>
  )
}
