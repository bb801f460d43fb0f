import { Button, Group, Select } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from './use-units.tsx'
import { audienceWords } from './words.ts'

const states = ['pending', 'registered', 'guest'] as const

/** People who follow the account. Owners alone come here: it is the one page with names of staff. */
export function StaffTab() {
  const w = useWords(audienceWords)
  const t = useWords(common)
  const may = useMay()
  const units = useUnits()
  const queryClient = useQueryClient()
  const [unitId, setUnitId] = useState<string | null>(null)
  const [state, setState] = useState<(typeof states)[number] | null>(null)
  const staff = useInfiniteQuery(
    api.staff.list.infiniteOptions({
      input: (cursor) => ({
        limit: 100,
        ...(cursor && { cursor }),
        ...(unitId && { unitId }),
        ...(state && { state }),
      }),
      ...nextPage,
    }),
  )
  const confirm = useMutation({
    ...changeAtOnce(api.staff.confirm, api.staff.key(), () => ({
      state: 'registered',
      unitConfirmedAt: new Date().toISOString(),
    })),
    onSuccess: () => tell(w('confirmed')),
  })
  const copy = useMutation({
    mutationFn: (id: string) => client.staff.export({ id }),
    onSuccess: (data) => saveFile(`${w('copyName')}.json`, JSON.stringify(data, null, 2)),
  })
  const erase = useMutation(
    api.staff.erase.mutationOptions({
      onSuccess: () => {
        tell(w('erased'))
        void queryClient.invalidateQueries({ queryKey: api.staff.key() })
      },
    }),
  )
  return (
    <Panel>
      <Group mb="md">
        <Select
          label={w('unit')}
          placeholder={t('all')}
          clearable
          searchable
          value={unitId}
          onChange={setUnitId}
          {...units.choices}
        />
        <Select
          label={w('state')}
          placeholder={t('all')}
          clearable
          value={state}
          onChange={(value) => setState(value as (typeof states)[number] | null)}
          data={states.map((value) => ({ value, label: t(value) }))}
        />
      </Group>
      <EndlessList query={staff} empty={<Empty title={w('noStaff')} text={w('noStaffText')} />}>
        {(items) => (
          <ul className="rows">
            {items.map((person) => (
              <li key={person.id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{person.displayName ?? w('noName')}</span>
                    <br />
                    <span className="quiet">
                      {[
                        units.nameOf(person.unitId),
                        person.unitConfirmedAt && w('unitConfirmed', { at: showDay(person.unitConfirmedAt) }),
                        w('joined', { at: showDay(person.joinedAt) }),
                        person.noticeVersion === null
                          ? w('noticeUnread')
                          : w('noticeRead', { version: person.noticeVersion }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <StateMark state={person.isBlocked ? 'blocked' : person.state} />
                  {may('staff.edit') ? (
                    <Group gap="xs">
                      {person.state === 'pending' && person.unitId ? (
                        <Button
                          size="xs"
                          onClick={() => person.unitId && confirm.mutate({ id: person.id, unitId: person.unitId })}
                        >
                          {w('confirmStaff')}
                        </Button>
                      ) : null}
                      <Button
                        size="xs"
                        variant="default"
                        loading={copy.isPending && copy.variables === person.id}
                        onClick={() => copy.mutate(person.id)}
                      >
                        {w('copyData')}
                      </Button>
                      <ConfirmButton
                        size="xs"
                        variant="subtle"
                        color="red"
                        title={w('eraseTitle')}
                        text={w('eraseText', { name: person.displayName ?? w('noName') })}
                        confirmLabel={w('erase')}
                        onConfirm={() => erase.mutate({ id: person.id })}
                      >
                        {w('erase')}
                      </ConfirmButton>
                    </Group>
                  ) : null}
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}
