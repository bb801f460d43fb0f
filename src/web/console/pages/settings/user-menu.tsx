import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../../contracts/roles.ts'
import { api } from '../../api/client.ts'
import { ConfirmDialog, type Question } from '../../parts/confirm-dialog.tsx'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import type { SignInLink } from './link-sheet.tsx'
import { LoginsSheet } from './logins-sheet.tsx'
import { RoleSheet } from './role-sheet.tsx'
import { settingsWords } from './words.ts'

type User = { id: string; name: string; role: Role; unitId: string | null; state: string; hasSecondFactor: boolean }

/** What an owner may do with an account. */
export function UserMenu({ user, isMe, onLink }: { user: User; isMe: boolean; onLink: (link: SignInLink) => void }) {
  const w = useWords(settingsWords)
  const key = api.users.key()
  const onSuccess = () => tell(w('done'))
  const close = useMutation({
    ...changeAtOnce(api.users.close, key, () => ({ state: 'closed' })),
    onSuccess,
  })
  const reopen = useMutation({
    ...changeAtOnce(api.users.reopen, key, (_, { isDemo, lastSignedInAt }) => ({
      state: isDemo || lastSignedInAt !== null ? 'active' : 'invited',
    })),
    onSuccess,
  })
  const endLogins = useMutation(api.users.endLogins.mutationOptions({ onSuccess }))
  const resetFactor = useMutation({
    ...changeAtOnce(api.users.resetSecondFactor, key, () => ({ hasSecondFactor: false })),
    onSuccess,
  })
  const renewLink = useMutation(api.users.renewLink.mutationOptions({ onSuccess: onLink }))
  const { id, name, state } = user
  const [question, setQuestion] = useState<Question>()
  const [isChoosingRole, setIsChoosingRole] = useState(false)
  const [isShowingLogins, setIsShowingLogins] = useState(false)
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
              <Menu.Item onClick={() => setIsShowingLogins(true)}>{w('logins')}</Menu.Item>
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
                  <Menu.Item onClick={() => setIsChoosingRole(true)}>{w('changeRole')}</Menu.Item>
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
      {isShowingLogins ? <LoginsSheet user={user} onClose={() => setIsShowingLogins(false)} /> : null}
      {isChoosingRole ? <RoleSheet user={user} onClose={() => setIsChoosingRole(false)} /> : null}
      {question ? (
        <ConfirmDialog {...question} confirmLabel={question.title} isOpen onClose={() => setQuestion(undefined)} />
      ) : null}
    </>
  )
}
