import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { may } from '../../../../contracts/roles.ts'
import { api } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { dayOf, instantOf } from '../../parts/days.ts'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { accountWords } from './words.ts'

/** ผู้รักษาราชการแทน: for whole days, the last one included. Owners see to it for any approver. */
export function Deputies() {
  const w = useWords(accountWords)
  const me = useMe()
  const isOwner = may(me.role, 'officers.edit')
  const [principal, setPrincipal] = useState(me.id)
  const officers = useQuery(api.officers.list.queryOptions())
  const deputies = useQuery(api.officers.listDeputies.queryOptions({ input: { id: principal } }))
  const queryClient = useQueryClient()
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.officers.key() })
  const end = useMutation(
    changeAtOnce(api.officers.endDeputy, api.officers.key(), () => ({
      endedAt: new Date().toISOString(),
      isInForce: false,
    })),
  )
  const all = officers.data?.items ?? []
  const nameOf = (id: string) => all.find((officer) => officer.id === id)?.name ?? '…'
  return (
    <Panel title={w('deputies')}>
      <Stack>
        <Text c="dimmed">{w('deputiesText')}</Text>
        {isOwner ? (
          <Select
            label={w('principal')}
            allowDeselect={false}
            searchable
            value={principal}
            onChange={(id) => id && setPrincipal(id)}
            data={all
              .filter(({ role }) => may(role, 'campaigns.approve'))
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
        <QueryView query={deputies} rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{w('noDeputies')}</Text>
            ) : (
              <ul className="rows">
                {items.map(({ id, deputyId, startsAt, endsAt, endedAt, isInForce }) => (
                  <li key={id}>
                    <div className="row">
                      <span className="row-main">
                        <span className="row-title">{nameOf(deputyId)}</span>
                        <br />
                        <span className="quiet">
                          {showDay(startsAt)} – {showDay(new Date(Date.parse(endsAt) - 1))}
                          {endedAt ? ` · ${w('endedEarly', { at: showDay(endedAt) })}` : ''}
                        </span>
                      </span>
                      {isInForce ? <Text c="var(--good)">{w('inForce')}</Text> : null}
                      {endedAt === null && Date.parse(endsAt) > Date.now() ? (
                        <ConfirmButton
                          size="xs"
                          variant="default"
                          title={w('endDeputy')}
                          text={w('endDeputyText', { name: nameOf(deputyId) })}
                          confirmLabel={w('endDeputy')}
                          onConfirm={() => end.mutate({ id })}
                        >
                          {w('endDeputy')}
                        </ConfirmButton>
                      ) : null}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
        <Appoint
          key={principal}
          principal={principal}
          candidates={all.filter(({ id }) => id !== principal)}
          onDone={refresh}
        />
      </Stack>
    </Panel>
  )
}

function Appoint({
  principal,
  candidates,
  onDone,
}: {
  principal: string
  candidates: { id: string; name: string }[]
  onDone: () => void
}) {
  const w = useWords(accountWords)
  const t = useWords(common)
  const today = dayOf(new Date())
  const [deputyId, setDeputyId] = useState<string | null>(null)
  const [from, setFrom] = useState(today)
  const [until, setUntil] = useState('')
  const appoint = useMutation(
    api.officers.appointDeputy.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        setDeputyId(null)
        onDone()
      },
    }),
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!deputyId || !until) return
        const lastMoment = new Date(Date.parse(instantOf(until, '00:00')) + 86_400_000).toISOString()
        // From now on where it begins today: a period in the past is refused.
        const startsAt = from === today ? new Date().toISOString() : instantOf(from, '00:00')
        appoint.mutate({ id: principal, deputyId, startsAt, endsAt: lastMoment })
      }}
    >
      <Group align="flex-start">
        <Select
          label={w('deputy')}
          searchable
          required
          value={deputyId}
          onChange={setDeputyId}
          data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
          flex="1 1 220px"
        />
        <DayInput label={w('from')} required min={today} value={from} onChange={setFrom} />
        <DayInput label={w('until')} required min={from} value={until} onChange={setUntil} />
      </Group>
      <Button type="submit" mt="sm" disabled={!deputyId || !until} loading={appoint.isPending}>
        {w('appoint')}
      </Button>
    </form>
  )
}
