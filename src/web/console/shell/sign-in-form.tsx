import { Button, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../contracts/roles.ts'
import { ThaiText } from '../../ui/thai-text.tsx'
import { api } from '../api/client.ts'
import { demoSignIn, signIn } from '../api/sign-in.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { LineButton } from './line-button.tsx'
import { Refusal } from './refusal.tsx'
import { shellWords } from './words.ts'

const demoRoles: Role[] = ['editor', 'approver', 'owner']

type Props = {
  onSignedIn: () => void
  email?: string
  /** Over a page that may hold typed words: leaving it for LINE is not the first thing offered, and is said. */
  isAbovePage?: boolean
}

/** By LINE where it is set up, or e-mail and password; then the second factor where there is one. In a demo one click. */
export function SignInForm({ onSignedIn, email: known = '', isAbovePage = false }: Props) {
  const w = useWords(shellWords)
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const [asksCode, setAsksCode] = useState(false)
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    meta: { isToldInPlace: true },
    onSuccess: (needsCode) => (needsCode ? setAsksCode(true) : onSignedIn()),
  })
  if (asksCode) return <ConfirmForm onConfirmed={onSignedIn} onStartAgain={() => setAsksCode(false)} />
  return (
    <Stack>
      {site.data?.isDemo ? <DemoButtons onSignedIn={onSignedIn} /> : null}
      {site.data?.canSignInWithLine ? (
        <LineButton isFirst={!site.data.isDemo && !isAbovePage} leavesWords={isAbovePage} />
      ) : null}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate()
        }}
      >
        <Stack>
          {enter.isError ? <Refusal error={enter.error} /> : null}
          <TextInput
            label={w('email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={w('password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button
            type="submit"
            loading={enter.isPending}
            fullWidth
            // One primary button a page: in a demo that is the first of the parts to play, elsewhere LINE where it is set up.
            variant={site.data?.isDemo || site.data?.canSignInWithLine ? 'default' : 'filled'}
          >
            {w('signIn')}
          </Button>
          <Text size="sm" c="dimmed">
            <ThaiText text={w('forgot')} />
          </Text>
        </Stack>
      </form>
    </Stack>
  )
}

function DemoButtons({ onSignedIn }: { onSignedIn: () => void }) {
  const w = useWords(shellWords)
  const t = useWords(common)
  const enter = useMutation({ mutationFn: demoSignIn, meta: { isToldInPlace: true }, onSuccess: onSignedIn })
  return (
    <Stack gap="xs">
      <Text fw={600}>{w('demoTitle')}</Text>
      <Text size="sm" c="dimmed">
        <ThaiText text={w('demoText')} />
      </Text>
      {enter.isError ? <Refusal error={enter.error} /> : null}
      {demoRoles.map((role) => (
        <Button
          key={role}
          variant={role === 'editor' ? 'filled' : 'default'}
          onClick={() => enter.mutate(role)}
          loading={enter.isPending && enter.variables === role}
        >
          {w('demoAs', { role: t(role) })}
        </Button>
      ))}
      <Divider my="xs" />
    </Stack>
  )
}
