import type { Role } from '../../../contracts/roles.ts'
import { currentLanguage } from '../words/language.ts'
import { SignInRefused } from './errors.ts'

async function post<Answer>(path: string, body: object = {}): Promise<Answer> {
  const response = await fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept-Language': currentLanguage() },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new SignInRefused(answer.code, answer.message)
  return answer
}

/** True when the authenticator app is to be asked next. */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await post<{ twoFactorRedirect?: boolean }>('/sign-in/email', { email, password })
  return answer.twoFactorRedirect === true
}

/** Where to go so that LINE asks who is there. */
export const beginLine = async () => (await post<{ url: string }>('/line/begin')).url
/** With what LINE sent back. True when a second factor is to be asked next. */
export async function finishLine(answer: { code: string; state: string }): Promise<boolean> {
  return (await post<{ twoFactorRedirect?: boolean }>('/line/finish', answer)).twoFactorRedirect === true
}
/** How a half-done sign-in may be ended in this browser. */
export const findWays = () => post<{ pin: boolean; mayEnrol: boolean }>('/phone/ways')
export const verifyPin = (pin: string) => post('/phone/pin', { pin })
export const enrolPhone = (code: string, pin: string) => post('/phone/enrol', { code, pin })

export const demoSignIn = (role: Role) => post('/demo/sign-in', { role })
export const signOut = () => post('/sign-out')
export const enableSecondFactor = (password: string) =>
  post<{ totpURI: string; backupCodes: string[] }>('/two-factor/enable', { password })
/** Six digits of the app, or a recovery code. */
export const verifyCode = (code: string) =>
  /^\d{6}$/.test(code) ? post('/two-factor/verify-totp', { code }) : post('/two-factor/verify-backup-code', { code })
export const changePassword = (currentPassword: string, newPassword: string) =>
  post('/change-password', { currentPassword, newPassword, revokeOtherSessions: true })
