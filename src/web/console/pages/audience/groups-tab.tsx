import { Button, MultiSelect } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useAllGroups } from '../../api/use-all.ts'
import { showDayTime } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { GroupSheet } from './group-sheet.tsx'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

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
                  {may('groups.approve') && group.state !== 'left' ? <GroupSheet group={group} /> : null}
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

function ContainedGroups({ group }: { group: { id: string; name: string | null } }) {
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
