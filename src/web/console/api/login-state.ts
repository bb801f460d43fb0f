import { useSyncExternalStore } from 'react'

/** Why the person is asked to sign in above the page: the login has ended, or is too old for what they want to change. */
export type LoginAsk = 'ended' | 'stale' | undefined

let ask: LoginAsk
const listeners = new Set<() => void>()

export function askToSignIn(why: LoginAsk): void {
  ask = why
  for (const listener of listeners) listener()
}

export function useLoginAsk(): LoginAsk {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ask,
  )
}
