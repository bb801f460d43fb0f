import type { LiffSettings } from '../../contracts/polls.ts'
import type { Visitor } from './visitor.ts'

type App = NonNullable<LiffSettings['liff']>

const lineUrl = 'https://liff.line.me'
const folder = '/liff/'

/**
 * Who LINE says is here, or nothing where the browser is on its way to LINE's login or to another of our pages in LINE. Nothing is
 * sent to our server here. A LIFF address other than LINE's is a look-alike that hands its ID token over in the fragment, as LINE's
 * own browser does.
 */
export async function signIn(app: App): Promise<Visitor | undefined> {
  if (isRealLine(app)) {
    const { signInWithLine } = await import('./line-sign-in.ts')
    return signInWithLine(app.id)
  }
  const given = new URLSearchParams(location.hash.slice(1))
  const idToken = given.get('id_token')
  if (!idToken) {
    location.replace(addressOf(app))
    return undefined
  }
  const state = new URLSearchParams(location.search).get('liff.state')
  const asked = state === null ? location : new URL(state, location.origin)
  if (state !== null && asked.pathname !== '/') {
    // As LINE's SDK does on the first redirect: on to the page that was asked for, tokens and all.
    location.replace(`${folder}${asked.pathname.slice(1)}${asked.search}${location.hash}`)
    return undefined
  }
  // Tokens leave the address at once, and what followed the app's id comes back into it.
  history.replaceState(null, '', `${location.pathname}${asked.search}`)
  return {
    idToken,
    device: given.get('os') === 'web' ? 'computer' : 'phone',
    canShare: given.get('share') !== 'off',
  }
}

/** Whether the app runs at LINE, where its SDK is needed, and not at a look-alike. */
export const isRealLine = (app: App): boolean => app.url === lineUrl

/** The shared address of this page at LINE: the same for everybody. */
export function addressOf(app: App): string {
  const page = location.pathname.startsWith(folder) ? location.pathname.slice(folder.length) : ''
  return `${app.url}/${app.id}/${page}${location.search}`
}
