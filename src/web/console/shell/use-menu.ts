import { useMay } from '../api/me.ts'
import { pages } from '../pages/index.ts'

/** The menu of whoever asks: what their role may open, in its order. What stands first is their home. */
export function useMenu() {
  const may = useMay()
  return pages.flatMap(({ routes, label, icon, permission }) => {
    const [first] = routes
    const isOffered = permission === undefined || may(permission)
    return first && label && isOffered ? [{ path: first.path, routes, label, icon }] : []
  })
}
