import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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

type Deputy = {
  id: string
  principalId: string
  deputyId: string
  startsAt: string
  endsAt: string
  endedAt: string | null
  isInForce: boolean
}

/** ผู้รักษาราชการแทน of whoever is signed in: for whole days, the last one included. */
export function OwnDeputies() {
  const me = useMe()
  const deputies = useQuery(api.officers.listDeputies.queryOptions({ input: { id: me.id } }))
  return <Deputies query={deputies} principal={me.id} />
}

/** Of every approver, to whom an owner sees. */
export function AllDeputies() {
  const deputies = useQuery(api.officers.listAllDeputies.queryOptions())
  return <Deputies query={deputies} />
}

/** `principal`: whose they all are; left out, it is chosen and told. */
function Deputies({ query, principal }: { query: UseQueryResult<{ items: Deputy[] }>; principal?: string }) {
  const w = useWords(accountWords)
  const [chosen, setChosen] = useState<string | null>(principal ?? null)
  const officers = useQuery(api.officers.list.queryOptions())
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
        <QueryView query={query} rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <Text>{w('noDeputies')}</Text>
            ) : (
              <ul className="rows">
                {items.map(({ id, principalId, deputyId, startsAt, endsAt, endedAt, isInForce }) => (
                  <li key={id}>
                    <div className="row">
                      <span className="row-main">
                        <span className="row-title">{nameOf(deputyId)}</span>
                        <br />
                        <span className="quiet">
                          {principal ? '' : `${w('standsFor', { name: nameOf(principalId) })} · `}
                          {showDay(startsAt)} – {showDay(new Date(Date.parse(endsAt) - 1))}
                          {endedAt ? ` · ${w('endedEarly', { at: showDay(endedAt) })}` : ''}
                        </span>
                      </span>
                      {isInForce ? <Text c="var(--good)">{w('inForce')}</Text> : null}
                      {endedAt === null && Date.parse(endsAt) > Date.now() ? (
                        <ConfirmButton
                          size="xs"
                          variant="default"
                          title={w('endDeputyTitle')}
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
        {principal ? null : (
          <Select
            label={w('principal')}
            searchable
            value={chosen}
            onChange={setChosen}
            data={all
              .filter(({ role }) => may(role, 'campaigns.approve'))
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {chosen ? (
          <Appoint
            key={chosen}
            principal={chosen}
            candidates={all.filter(({ id }) => id !== chosen)}
            onDone={refresh}
          />
        ) : null}
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
