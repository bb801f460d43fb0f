import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { may } from '../../../../contracts/roles.ts'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMe } from '../../api/me.ts'
import { changePassword } from '../../api/sign-in.ts'
import { showDayTime } from '../../parts/dates.ts'
import { nameDevice } from '../../parts/device-name.ts'
import { Facts } from '../../parts/facts.tsx'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { OwnDeputies } from './deputies.tsx'
import { LineLink } from './line-link.tsx'
import { Phones } from './phones.tsx'
import { accountWords } from './words.ts'

export default function AccountPage() {
  const w = useWords(accountWords)
  const t = useWords(common)
  const me = useMe()
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return (
    <Page title={w('title')}>
      <Panel title={me.name}>
        <Facts
          items={[
            [w('role'), t(me.role)],
            [w('email'), me.email],
            [w('factor'), w(me.hasSecondFactor ? 'factorOn' : 'factorOff')],
          ]}
        />
      </Panel>
      <LineLink />
      {site.data?.canSignInWithLine ? <Phones /> : null}
      {may(me.role, 'campaigns.approve') ? <OwnDeputies /> : null}
      <Logins />
      <Panel title={w('password')}>{me.isDemo ? <Text c="dimmed">{w('demo')}</Text> : <PasswordForm />}</Panel>
    </Page>
  )
}

function Logins() {
  const w = useWords(accountWords)
  const logins = useQuery(api.me.listLogins.queryOptions())
  const end = useMutation(removeAtOnce(api.me.endLogin, api.me.listLogins.key()))
  return (
    <Panel title={w('logins')}>
      <QueryView query={logins}>
        {({ items }) => (
          <ul className="rows">
            {items.map(({ id, device, startedAt, isThis }) => (
              <li key={id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{nameDevice(device) ?? w('unknownDevice')}</span>
                    <br />
                    <span className="quiet">{w('since', { at: showDayTime(startedAt) })}</span>
                  </span>
                  {isThis ? (
                    <Text c="var(--good)">{w('thisOne')}</Text>
                  ) : (
                    <Button variant="default" size="xs" onClick={() => end.mutate({ id })}>
                      {w('end')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  )
}

function PasswordForm() {
  const w = useWords(accountWords)
  const t = useWords(common)
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    meta: { isToldInPlace: true },
    onSuccess: () => {
      setCurrent('')
      setNext('')
      tell(w('changed'))
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <Stack maw={420}>
        {change.isError ? (
          <Alert color="red" variant="light" role="alert">
            {describeError(change.error)}
          </Alert>
        ) : null}
        <PasswordInput
          label={w('current')}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={w('next')}
          autoComplete="new-password"
          minLength={12}
          maxLength={128}
          required
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
