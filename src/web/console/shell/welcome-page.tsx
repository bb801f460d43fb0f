import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ThaiText } from '../../ui/thai-text.tsx'
import { api } from '../api/client.ts'
import { QueryView } from '../parts/query-view.tsx'
import { tell } from '../parts/tell.ts'
import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'
import { Refusal } from './refusal.tsx'
import { DoorFrame } from './sign-in-page.tsx'
import { shellWords } from './words.ts'

/** Where an invitation leads: the secret is the fragment, which no server and no log sees. */
export default function WelcomePage() {
  const w = useWords(shellWords)
  const t = useWords(common)
  const navigate = useNavigate()
  const token = location.hash.slice(1)
  const [password, setPassword] = useState('')
  const link = useQuery(api.signInLinks.look.queryOptions({ input: { token }, staleTime: Number.POSITIVE_INFINITY }))
  const use = useMutation(
    api.signInLinks.use.mutationOptions({
      meta: { isToldInPlace: true },
      onSuccess: () => {
        tell(w('passwordSet'))
        void navigate('/', { replace: true })
      },
    }),
  )
  return (
    <DoorFrame title={w('welcomeTitle')}>
      <QueryView query={link}>
        {({ name, email, role }) => (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              use.mutate({ token, password })
            }}
          >
            <Stack>
              <Text>
                <ThaiText text={w('welcomeText', { name, email, role: t(role) })} />
              </Text>
              {use.isError ? <Refusal error={use.error} /> : null}
              <input type="hidden" autoComplete="username" value={email} readOnly />
              <PasswordInput
                label={w('newPassword')}
                description={<ThaiText text={w('passwordHelp')} />}
                autoComplete="new-password"
                required
                minLength={12}
                maxLength={128}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              <Button type="submit" loading={use.isPending}>
                {w('setPassword')}
              </Button>
            </Stack>
          </form>
        )}
      </QueryView>
    </DoorFrame>
  )
}
