import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { tellError, tellWaiting } from '../parts/tell.ts'
import { common } from '../words/common.ts'
import { say } from '../words/define-words.ts'
import { whenLanguageChanges } from '../words/language.ts'
import { api } from './client.ts'
import { codeOf } from './errors.ts'
import { askToSignIn } from './login-state.ts'

/** Refused for want of a login: the page stays as it is, with all that was typed, and asks for it in a sheet above. */
function askWhenNeeded(error: unknown): boolean {
  const code = codeOf(error)
  // Whoever was never signed in stands before the sign-in page anyway.
  const wasSignedIn = queryClient.getQueryData(api.me.get.queryKey()) !== undefined
  if (code === 'UNAUTHORIZED' && wasSignedIn) askToSignIn('ended')
  if (code === 'FRESH_LOGIN_NEEDED') askToSignIn('stale')
  return code === 'UNAUTHORIZED' || code === 'FRESH_LOGIN_NEEDED'
}

const isBusy = (error: unknown) => codeOf(error) === 'CAMPAIGN_BUSY'
// The service itself waits 4.5 s before it says so: together a minute.
const busyTries = 8
const busyPauseMs = 3000

/** The end of what is said while the recipients of a large run are being listed; the person need not press again. */
let endWaiting: (() => void) | undefined
function showWaiting(isWaiting: boolean): void {
  if (isWaiting) endWaiting ??= tellWaiting(say(common, 'campaignBusy'))
  else {
    endWaiting?.()
    endWaiting = undefined
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => void askWhenNeeded(error) }),
  mutationCache: new MutationCache({
    onError(error, _variables, _result, mutation) {
      if (askWhenNeeded(error) || mutation.meta?.isToldInPlace) return
      tellError(error)
    },
    onSettled: () => showWaiting(false),
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; only a network or server that was away is asked again.
      retry: (count, error) => count < 2 && codeOf(error) === undefined,
    },
    mutations: {
      networkMode: 'always',
      retry: (count, error) => count < busyTries && isBusy(error),
      retryDelay: busyPauseMs,
    },
  },
})

queryClient.getMutationCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'failed' && isBusy(event.action.error)) showWaiting(true)
})

// What the service says in words is in the language that it was asked in.
whenLanguageChanges(() => void queryClient.invalidateQueries())
