import { Button, MultiSelect, Radio, Select, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllGroups } from '../../api/use-all.ts'
import { showDayTime } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

type GroupRow = { id: string; name: string | null; state: 'pending' | 'approved' | 'left'; unitId: string | null }

export function GroupsTab() {
  const w = useWords(audienceWords)
  const may = useMay()
  const units = useUnits()
  const groups = useInfiniteQuery(
    api.groups.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  return (
    <Panel>
      <EndlessList query={groups} empty={<Empty title={w('noGroups')} text={w('noGroupsText')} />}>
        {(items) => (
          <ul className="rows">
            {items.map((group) => (
              <li key={group.id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{group.name ?? w('unnamed')}</span>
                    <br />
                    <span className="quiet">
                      {[
                        group.memberCount === null ? w('membersUnknown') : w('members', { count: group.memberCount }),
                        units.nameOf(group.unitId),
                        group.hasOutsiders ? w('outsiders') : undefined,
                        group.lastSentAt ? w('lastSent', { at: showDayTime(group.lastSentAt) }) : undefined,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <StateMark state={group.state} />
                  {may('groups.approve') && group.state === 'pending' ? <ApproveGroup group={group} /> : null}
                  {may('groups.approve') && group.state === 'approved' ? <ContainedGroups group={group} /> : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}

function ApproveGroup({ group }: { group: GroupRow }) {
  const w = useWords(audienceWords)
  const units = useUnits()
  const [isOpen, sheet] = useDisclosure(false)
  const [unitId, setUnitId] = useState<string | null>(group.unitId)
  const [outsiders, setOutsiders] = useState<'yes' | 'no'>()
  const approve = useMutation({
    ...changeAtOnce(api.groups.approve, api.groups.key(), ({ unitId, outsiders = false }) => ({
      state: 'approved',
      hasOutsiders: outsiders,
      ...(unitId && { unitId }),
    })),
    onSuccess: () => tell(w('approved')),
  })
  return (
    <>
      <Button size="xs" onClick={sheet.open}>
        {w('approve')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={group.name ?? w('unnamed')}
        submitLabel={w('approve')}
        isReady={outsiders !== undefined}
        isSending={approve.isPending}
        onSubmit={() => approve.mutate({ id: group.id, outsiders: outsiders === 'yes', ...(unitId && { unitId }) })}
        onClose={sheet.close}
      >
        <Text>{w('approveText')}</Text>
        <Select
          label={w('unit')}
          placeholder={w('noUnit')}
          clearable
          searchable
          value={unitId}
          onChange={setUnitId}
          {...units.places}
        />
        <Radio.Group
          label={w('hasOutsiders')}
          required
          value={outsiders ?? null}
          onChange={(value) => setOutsiders(value as 'yes' | 'no')}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="no" label={w('onlyStaff')} />
            <Radio value="yes" label={w('withOutsiders')} />
          </Stack>
        </Radio.Group>
      </SheetForm>
    </>
  )
}

function ContainedGroups({ group }: { group: GroupRow }) {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const contained = useQuery({
    ...api.groups.listContained.queryOptions({ input: { id: group.id } }),
    enabled: isOpen,
  })
  const all = useAllGroups({ state: 'approved' }, isOpen)
  const [chosen, setChosen] = useState<string[]>([])
  useEffect(() => {
    if (contained.data) setChosen(contained.data.groupIds)
  }, [contained.data])
  const save = useMutation(
    api.groups.setContained.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        sheet.close()
        void queryClient.invalidateQueries({ queryKey: api.groups.key() })
      },
    }),
  )
  return (
    <>
      <Button size="xs" variant="default" onClick={sheet.open}>
        {w('contains')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={group.name ?? w('unnamed')}
        isReady={contained.data !== undefined}
        isSending={save.isPending}
        onSubmit={() => save.mutate({ id: group.id, groupIds: chosen })}
        onClose={sheet.close}
      >
        <MultiSelect
          label={w('contains')}
          description={w('containsHelp')}
          searchable
          value={chosen}
          onChange={setChosen}
          data={(all.data ?? [])
            .filter(({ id }) => id !== group.id)
            .map(({ id, name }) => ({ value: id, label: name ?? w('unnamed') }))}
        />
      </SheetForm>
    </>
  )
}
