import type { LiffSettings } from '../../contracts/polls.ts'
import type { Visitor } from './visitor.ts'

type App = NonNullable<LiffSettings['liff']>

const lineUrl = 'https://liff.line.me'

/**
 * Who LINE says is here, or nothing where the browser is on its way to LINE's login. Nothing is sent to our server here.
 * A LIFF address other than LINE's is a look-alike that hands its ID token over in the fragment, as LINE's own browser does.
 */
export async function signIn(app: App): Promise<Visitor | undefined> {
  if (app.url === lineUrl) {
    const { signInWithLine } = await import('./line-sign-in.ts')
    return signInWithLine(app.id)
  }
  const given = new URLSearchParams(location.hash.slice(1))
  const idToken = given.get('id_token')
  const state = new URLSearchParams(location.search).get('liff.state')
  if (!idToken) {
    location.replace(addressOf(app))
    return undefined
  }
  // Tokens leave the address at once, and what followed the app's id comes back into it.
  history.replaceState(null, '', `${location.pathname}${state ? new URL(state, location.origin).search : ''}`)
  return { idToken, device: given.get('os') === 'web' ? 'computer' : 'phone' }
}

/** The shared address of this page at LINE: the same for everybody. */
export function addressOf(app: App): string {
  return `${app.url}/${app.id}/${location.search}`
}
