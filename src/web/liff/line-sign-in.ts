import liff from '@line/liff'
import type { Visitor } from './visitor.ts'

/**
 * LINE's own SDK, bundled at a pinned version. Only the ID token is asked for: the profile would need another permission, and
 * what a page says of a person is never believed anyway.
 */
export async function signInWithLine(liffId: string): Promise<Visitor | undefined> {
  await liff.init({ liffId })
  if (!liff.isLoggedIn()) {
    liff.login({ redirectUri: location.href })
    return undefined
  }
  const idToken = liff.getIDToken()
  // An ID token lives an hour and is not renewed in an open page: https://github.com/happydenn/linereats/issues/5
  const { exp = 0 } = liff.getDecodedIDToken() ?? {}
  if (!idToken || exp * 1000 < Date.now()) {
    liff.logout()
    liff.login({ redirectUri: location.href })
    return undefined
  }
  return {
    idToken,
    device: liff.getOS() === 'web' ? 'computer' : 'phone',
    canShare: liff.isApiAvailable('shareTargetPicker'),
    close: liff.isInClient() ? () => liff.closeWindow() : undefined,
  }
}

/** LINE's own choice of groups and friends. It says whether something was sent, never to whom; an older LINE says not even that. */
export async function openLinePicker(messages: unknown[]): Promise<boolean> {
  const answer = await liff.shareTargetPicker(messages as Parameters<typeof liff.shareTargetPicker>[0], {
    isMultiple: true,
  })
  return answer?.status === 'success'
}
