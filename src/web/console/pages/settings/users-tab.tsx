import { ActionIcon, Button, Group, Menu, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Role, roles } from '../../../../contracts/roles.ts'
import { api } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { ConfirmDialog, type Question } from '../../parts/confirm-dialog.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { LinkSheet, type SignInLink } from './link-sheet.tsx'
import { settingsWords } from './words.ts'

export function UsersTab() {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const me = useMe()
  const [link, setLink] = useState<SignInLink>()
  const users = useInfiniteQuery(
    api.users.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  return (
    <Panel title={w('users')} aside={<InviteUser onInvited={setLink} />}>
      <EndlessList query={users} empty={<Empty title={w('nothing')} />}>
        {(items) => (
          <ul className="rows">
            {items.map((user) => (
              <li key={user.id}>
                <div className="row">
                  <span className="row-main">
                    <span className="row-title">{user.name}</span>
                    <br />
                    <span className="quiet">
                      {[
                        user.email,
                        t(user.role),
                        user.hasSecondFactor ? w('factorOn') : undefined,
                        user.lastSignedInAt ? w('lastSeen', { at: showDayTime(user.lastSignedInAt) }) : w('never'),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  <StateMark state={user.state} />
                  <UserMenu user={user} isMe={user.id === me.id} onLink={setLink} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </EndlessList>
      {link ? <LinkSheet link={link} onClose={() => setLink(undefined)} /> : null}
    </Panel>
  )
}

type User = { id: string; name: string; role: Role; state: string; hasSecondFactor: boolean }

function UserMenu({ user, isMe, onLink }: { user: User; isMe: boolean; onLink: (link: SignInLink) => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const onSuccess = () => {
    tell(w('done'))
    void queryClient.invalidateQueries({ queryKey: api.users.key() })
  }
  const update = useMutation(api.users.update.mutationOptions({ onSuccess }))
  const close = useMutation(api.users.close.mutationOptions({ onSuccess }))
  const reopen = useMutation(api.users.reopen.mutationOptions({ onSuccess }))
  const endLogins = useMutation(api.users.endLogins.mutationOptions({ onSuccess }))
  const resetFactor = useMutation(api.users.resetSecondFactor.mutationOptions({ onSuccess }))
  const renewLink = useMutation(api.users.renewLink.mutationOptions({ onSuccess: onLink }))
  const { id, name, state } = user
  const [question, setQuestion] = useState<Question>()
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" size="lg" aria-label={w('actions', { name: user.name })}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'closed' ? (
            <Menu.Item onClick={() => reopen.mutate({ id })}>{w('reopen')}</Menu.Item>
          ) : (
            <>
              <Menu.Item onClick={() => renewLink.mutate({ id })}>{w('newLink')}</Menu.Item>
              <Menu.Item
                onClick={() =>
                  setQuestion({
                    title: w('endLogins'),
                    text: w('endLoginsText', { name }),
                    onConfirm: () => endLogins.mutate({ id }),
                  })
                }
              >
                {w('endLogins')}
              </Menu.Item>
              {user.hasSecondFactor ? (
                <Menu.Item
                  onClick={() =>
                    setQuestion({
                      title: w('resetFactor'),
                      text: w('resetFactorText', { name }),
                      onConfirm: () => resetFactor.mutate({ id }),
                    })
                  }
                >
                  {w('resetFactor')}
                </Menu.Item>
              ) : null}
              {isMe ? null : (
                <>
                  <Menu.Divider />
                  <Menu.Label>{w('changeRole')}</Menu.Label>
                  {roles
                    .filter((role) => role !== user.role)
                    .map((role) => (
                      <Menu.Item
                        key={role}
                        onClick={() =>
                          setQuestion({
                            title: w('changeRole'),
                            text: w('roleText', { name, role: t(role) }),
                            onConfirm: () => update.mutate({ id, role }),
                          })
                        }
                      >
                        {t(role)}
                      </Menu.Item>
                    ))}
                  <Menu.Divider />
                  <Menu.Item
                    color="red"
                    onClick={() =>
                      setQuestion({
                        title: w('closeAccount'),
                        text: w('closeText', { name }),
                        color: 'red',
                        onConfirm: () => close.mutate({ id }),
                      })
                    }
                  >
                    {w('closeAccount')}
                  </Menu.Item>
                </>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {question ? (
        <ConfirmDialog {...question} confirmLabel={question.title} isOpen onClose={() => setQuestion(undefined)} />
      ) : null}
    </>
  )
}

function InviteUser({ onInvited }: { onInvited: (link: SignInLink) => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [values, setValues] = useState<{ name: string; email: string; role: Role }>({
    name: '',
    email: '',
    role: 'editor',
  })
  const invite = useMutation(
    api.users.invite.mutationOptions({
      onSuccess: ({ link }) => {
        sheet.close()
        setValues({ name: '', email: '', role: 'editor' })
        onInvited(link)
        void queryClient.invalidateQueries({ queryKey: api.users.key() })
      },
    }),
  )
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={sheet.open}>
        {w('invite')}
      </Button>
      <Modal opened={isOpen} onClose={sheet.close} title={w('invite')} centered>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            invite.mutate(values)
          }}
        >
          <Stack>
            <TextInput
              label={w('name')}
              required
              maxLength={120}
              value={values.name}
              onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
            />
            <TextInput
              label={w('email')}
              type="email"
              required
              maxLength={320}
              value={values.email}
              onChange={(event) => setValues({ ...values, email: event.currentTarget.value })}
            />
            <Select
              label={w('role')}
              allowDeselect={false}
              value={values.role}
              onChange={(role) => role && setValues({ ...values, role: role as Role })}
              data={roles.map((role) => ({ value: role, label: t(role) }))}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={invite.isPending}>
                {w('invite')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
