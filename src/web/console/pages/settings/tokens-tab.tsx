import { Button, Code, CopyButton, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Role, roles } from '../../../../contracts/roles.ts'
import { api } from '../../api/client.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay } from '../../parts/dates.ts'
import { removeAtOnce } from '../../parts/item-at-once.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

export function TokensTab() {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const tokens = useQuery(api.tokens.list.queryOptions())
  const revoke = useMutation(removeAtOnce(api.tokens.revoke, api.tokens.key()))
  return (
    <Panel title={w('tokens')} aside={<NewToken />}>
      <QueryView query={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w('noTokens')} text={w('noTokensText')} />
          ) : (
            <ul className="rows">
              {items.map(({ id, name, start, role, email, expiresAt, lastUsedAt }) => (
                <li key={id}>
                  <div className="row">
                    <span className="row-main">
                      <span className="row-title">{name ?? start}</span>
                      <br />
                      <span className="quiet">
                        {[
                          `${start ?? ''}…`,
                          role && t(role),
                          email,
                          expiresAt && w('expires', { at: showDay(expiresAt) }),
                          lastUsedAt && w('lastUsed', { at: showDay(lastUsedAt) }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    <ConfirmButton
                      size="xs"
                      variant="subtle"
                      color="red"
                      title={w('revokeTitle')}
                      text={w('revokeText')}
                      confirmLabel={w('revoke')}
                      onConfirm={() => revoke.mutate({ id })}
                    >
                      {w('revoke')}
                    </ConfirmButton>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}

function NewToken() {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [values, setValues] = useState<{ name: string; role: Role; expiresInDays: number }>({
    name: '',
    role: 'viewer',
    expiresInDays: 90,
  })
  const create = useMutation(
    api.tokens.create.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.tokens.key() }),
    }),
  )
  const token = create.data?.token
  function close() {
    sheet.close()
    create.reset() // the token is forgotten here too
  }
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={sheet.open}>
        {w('newToken')}
      </Button>
      <Sheet opened={isOpen && token !== undefined} onClose={close} title={w('newToken')}>
        <Stack>
          <Text>{w('tokenShown')}</Text>
          <Code block className="secret">
            {token}
          </Code>
          <CopyButton value={token ?? ''}>
            {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}
          </CopyButton>
        </Stack>
      </Sheet>
      <SheetForm
        isOpen={isOpen && token === undefined}
        title={w('newToken')}
        submitLabel={w('newToken')}
        isSending={create.isPending}
        onSubmit={() => create.mutate(values)}
        onClose={close}
      >
        <TextInput
          label={w('tokenName')}
          required
          maxLength={60}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        />
        <Select
          label={w('role')}
          allowDeselect={false}
          value={values.role}
          onChange={(role) => role && setValues({ ...values, role: role as Role })}
          data={roles.map((role) => ({ value: role, label: t(role) }))}
        />
        <NumberInput
          label={w('days')}
          min={1}
          max={365}
          value={values.expiresInDays}
          onChange={(value) => setValues({ ...values, expiresInDays: Number(value) || 1 })}
        />
      </SheetForm>
    </>
  )
}
