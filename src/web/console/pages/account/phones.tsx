import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { enrolPhone } from '../../api/sign-in.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { nameDevice } from '../../parts/device-name.ts'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Panel } from '../../parts/page.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { Refusal } from '../../shell/refusal.tsx'
import { useWords } from '../../words/define-words.ts'
import { accountWords } from './words.ts'

/** The phones on which LINE and a PIN suffice. Shown where signing in with LINE is set up. */
export function Phones() {
  const w = useWords(accountWords)
  const me = useMe()
  const queryClient = useQueryClient()
  const phones = useQuery(api.me.listPhones.queryOptions())
  const link = useQuery(api.officers.seeLine.queryOptions())
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.me.key() })
  const remove = useMutation({
    ...removeAtOnce(api.me.removePhone, api.me.key()),
    onSuccess: () => tell(w('removed')),
  })
  const mayEnrol = me.hasSecondFactor && link.data?.isLinked === true
  return (
    <Panel title={w('phones')}>
      <Stack>
        <Text c="dimmed">{w('phonesText')}</Text>
        <QueryView query={phones} rows={1}>
          {({ items }) =>
            items.length === 0 ? null : (
              <ul className="rows">
                {items.map(({ id, device, enrolledAt, lastUsedAt, isLocked }) => (
                  <li key={id}>
                    <div className="row">
                      <span className="row-main">
                        <span className="row-title">{nameDevice(device) ?? w('unknownDevice')}</span>
                        <br />
                        <span className="quiet">
                          {w('enrolled', { at: showDayTime(enrolledAt) })} ·{' '}
                          {lastUsedAt ? w('lastUsed', { at: showDayTime(lastUsedAt) }) : w('neverUsed')}
                        </span>
                        {isLocked ? <Text c="var(--bad)">{w('locked')}</Text> : null}
                      </span>
                      <ConfirmButton
                        size="xs"
                        variant="default"
                        title={w('removePhoneTitle')}
                        text={w('removePhoneText')}
                        confirmLabel={w('removePhone')}
                        onConfirm={() => remove.mutate({ id })}
                      >
                        {w('removePhone')}
                      </ConfirmButton>
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </QueryView>
        {mayEnrol ? <EnrolForm onDone={refresh} /> : <Text>{w('phonesFirst')}</Text>}
      </Stack>
    </Panel>
  )
}

function EnrolForm({ onDone }: { onDone: () => void }) {
  const w = useWords(accountWords)
  const [isOpen, setIsOpen] = useState(false)
  const [code, setCode] = useState('')
  const [pin, setPin] = useState('')
  const enrol = useMutation({
    mutationFn: () => enrolPhone(code.trim(), pin),
    meta: { isToldInPlace: true },
    onSuccess: () => {
      tell(w('enrolledNow'))
      setIsOpen(false)
      setCode('')
      setPin('')
      onDone()
    },
  })
  if (!isOpen)
    return (
      <Group justify="space-between">
        <Text flex="1 1 260px">{w('phonesHow')}</Text>
        <Button variant="default" onClick={() => setIsOpen(true)}>
          {w('enrolThis')}
        </Button>
      </Group>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        enrol.mutate()
      }}
    >
      <Stack maw={420}>
        {enrol.isError ? <Refusal error={enrol.error} /> : null}
        <TextInput
          label={w('appCode')}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <PinField label={w('newPin')} description={w('newPinHelp')} isNew required value={pin} onChange={setPin} />
        <Group>
          <Button type="submit" loading={enrol.isPending}>
            {w('enrolThis')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
