import type { Role } from '../../contracts/roles.ts'

/** Unused for two hours, a login ends. */
export const idleSeconds = 2 * 3600
/** However busy, it ends after a working day (ASVS 5.0 7.3.2). */
export const absoluteMs = 12 * 3_600_000
/** Changes of people, tokens and settings ask for a login this young (ASVS 5.0 7.5.1). */
export const freshMs = 15 * 60_000

/** Browsers keep a cookie for 400 days at most; whoever has not approved on a phone for half a year enrols it again. */
export const phoneDays = 180
/** After so many wrong PINs in a row a phone is locked until it is enrolled again with the authenticator app. */
export const pinTries = 5

/** Who can put something before the staff, or change who can, needs more than a password. */
export const needsSecondFactor = (role: Role): boolean => role === 'owner' || role === 'approver'

const isHttps = (publicUrl: string) => publicUrl.startsWith('https:')

/**
 * Over https the names begin with __Host-: browsers then take them only with Secure, for this host alone and for all its
 * paths (RFC 6265bis §4.1.3.2). Plain http exists on loopback only, where that prefix is refused.
 * SameSite=Strict: no page needs a cookie on its first request, since pages fetch their data themselves.
 */
export function cookieOptions(publicUrl: string) {
  return {
    useSecureCookies: false, // true would put its own __Secure- before ours
    cookiePrefix: isHttps(publicUrl) ? '__Host-sucharit' : 'sucharit',
    defaultCookieAttributes: { secure: isHttps(publicUrl), httpOnly: true, sameSite: 'strict' as const, path: '/' },
  }
}

export const sessionCookieName = (publicUrl: string) => `${cookieOptions(publicUrl).cookiePrefix}.session_token`

/** Of a sign-in that still owes its second factor. */
export const halfLoginCookieName = (publicUrl: string) => `${cookieOptions(publicUrl).cookiePrefix}.two_factor`
