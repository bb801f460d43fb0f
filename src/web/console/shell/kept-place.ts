const key = 'sucharit.place-before-line'

/** Where somebody was before they left for LINE, in this tab alone. */
export const keepPlace = (): void => sessionStorage.setItem(key, location.pathname + location.search)

export function takePlace(): string {
  const place = sessionStorage.getItem(key)
  sessionStorage.removeItem(key)
  return place ?? '/'
}
