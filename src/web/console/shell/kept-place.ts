const key = 'sucharit.place-before-line'

/** Where somebody was before they left for LINE, in this tab alone. */
export const keepPlace = (): void => sessionStorage.setItem(key, location.pathname + location.search)

/** A whole address of this site: a place that begins with two slashes would by itself be one of another's. */
export function takePlace(): string {
  const place = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  return location.origin + (place ?? '/')
}
