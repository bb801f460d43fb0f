import { useCallback, useSyncExternalStore } from 'react'

export type Route = { chatId: string | undefined; viewerId: string | undefined }

/** The open chat and the person who looks, kept in the address so that a link or a reload opens the same view. */
export function useRoute(): [Route, (next: Partial<Route>, how?: 'push' | 'replace') => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const go = useCallback((next: Partial<Route>, how: 'push' | 'replace' = 'push') => {
    const address = writeRoute({ ...readRoute(location.hash), ...next })
    if (how === 'push') history.pushState(null, '', address)
    else history.replaceState(null, '', address)
    dispatchEvent(new HashChangeEvent('hashchange'))
  }, [])
  return [readRoute(hash), go]
}

export function readRoute(hash: string): Route {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''))
  return { chatId: parameters.get('chat') ?? undefined, viewerId: parameters.get('as') ?? undefined }
}

export function writeRoute({ chatId, viewerId }: Route): string {
  const parameters = new URLSearchParams()
  if (chatId) parameters.set('chat', chatId)
  if (viewerId) parameters.set('as', viewerId)
  return `#${parameters}`
}

function subscribe(tell: () => void) {
  addEventListener('hashchange', tell)
  addEventListener('popstate', tell)
  return () => {
    removeEventListener('hashchange', tell)
    removeEventListener('popstate', tell)
  }
}
