import { Center, Loader, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { codeOf } from '../api/errors.ts'
import { askToSignIn, useLoginAsk } from '../api/login-state.ts'
import { QueryView } from '../parts/query-view.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { useWords } from '../words/define-words.ts'
import { Layout } from './layout.tsx'
import { SecondFactorPage } from './second-factor-page.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { shellWords } from './words.ts'

/** Nobody: the sign-in page. A second factor owed: its set-up. Else the console, with sign-in as a sheet when it is asked again. */
export function Gate() {
  const me = useQuery(api.me.get.queryOptions({ staleTime: 60_000 }))
  const wasSignedIn = me.data !== undefined
  if (!wasSignedIn && codeOf(me.error) === 'UNAUTHORIZED') return <SignInPage />
  if (!wasSignedIn && me.isPending)
    return (
      <Center h="100dvh">
        <Loader aria-hidden />
      </Center>
    )
  return (
    <QueryView query={me}>{(data) => (data.owesSecondFactor ? <SecondFactorPage /> : <LayoutWithSheet />)}</QueryView>
  )
}

function LayoutWithSheet() {
  return (
    <>
      <Layout />
      <SignInSheet />
    </>
  )
}

/** Above the page and not in its place, so that nothing typed there is lost. */
function SignInSheet() {
  const w = useWords(shellWords)
  const ask = useLoginAsk()
  const queryClient = useQueryClient()
  const isStale = ask === 'stale'
  return (
    <Sheet
      opened={ask !== undefined}
      onClose={() => askToSignIn(undefined)}
      withCloseButton={isStale}
      closeOnClickOutside={isStale}
      closeOnEscape={isStale}
      title={w(isStale ? 'staleTitle' : 'endedTitle')}
    >
      <Text mb="md">{w(isStale ? 'staleText' : 'endedText')}</Text>
      <SignInForm
        isAbovePage
        onSignedIn={() => {
          askToSignIn(undefined)
          void queryClient.invalidateQueries()
        }}
      />
    </Sheet>
  )
}
