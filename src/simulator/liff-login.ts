import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose'
import type { Clock } from '../platform/clock.ts'

/** A LIFF app as the LINE Developers Console knows it. Its id begins with the id of its LINE Login channel. */
export type LiffApp = { id: string; loginChannelId: string; endpointUrl: string }

export type LiffLogin = {
  /** Where LINE sends a person who opens `https://liff.line.me/<id>/…`; undefined when the app is not known. */
  open(uri: URL, userId: string, as?: { device?: 'phone' | 'pc'; canShare?: boolean }): Promise<string | undefined>
  hasAllowed(userId: string): boolean
  allow(userId: string): void
  /** `GET /oauth2/v2.1/certs` */
  certs(): Promise<{ keys: JWK[] }>
}

const issuer = 'https://access.line.me'
const idTokenSeconds = 60 * 60 // https://developers.line.biz/en/docs/line-login/verify-id-token/

/** LIFF and LINE Login: opens an app for a person with an ID token of its own key, which outlives a restart. */
export function createLiffLogin(options: { app: LiffApp | undefined; dataDir: string; clock: Clock }): LiffLogin {
  const { app, clock } = options
  const privateKey = readOrMakeKey(join(options.dataDir, 'login-key.pem'), options.dataDir)
  const publicJwk = exportJWK(createPublicKey(privateKey))
  const kid = publicJwk.then((jwk) => calculateJwkThumbprint(jwk))
  const allowed = new Set<string>()

  async function signIdToken({ loginChannelId }: LiffApp, userId: string): Promise<string> {
    const now = Math.floor(clock.now().getTime() / 1000)
    return new SignJWT({ amr: ['linesso'] })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: await kid })
      .setIssuer(issuer)
      .setSubject(userId)
      .setAudience(loginChannelId)
      .setIssuedAt(now)
      .setExpirationTime(now + idTokenSeconds)
      .sign(privateKey)
  }

  return {
    async open(uri, userId, { device = 'phone', canShare = true } = {}) {
      const [, found, rest = ''] = /^\/liff\/([\w-]+)(\/.*)?$/.exec(uri.pathname) ?? []
      if (!app || found !== app.id) return undefined
      // As LINE does on the first redirect: what follows the id travels in liff.state, tokens in the fragment.
      const url = new URL(app.endpointUrl)
      const state = `${rest}${uri.search}${uri.hash}`
      if (state) url.searchParams.set('liff.state', state)
      url.hash = new URLSearchParams({
        access_token: randomBytes(32).toString('base64url'),
        client_id: app.loginChannelId,
        id_token: await signIdToken(app, userId),
        // The SDK's liff.getOS(): LINE for PC opens apps in a browser.
        ...(device === 'pc' && { os: 'web' }),
        ...(!canShare && { share: 'off' }),
      }).toString()
      return url.href
    },
    hasAllowed: (userId) => allowed.has(userId),
    allow: (userId) => void allowed.add(userId),
    certs: async () => ({ keys: [{ ...(await publicJwk), alg: 'ES256', use: 'sig', kid: await kid }] }),
  }
}

/** Kept in a file, so that a page opened before a restart is still believed after it. */
function readOrMakeKey(path: string, folder: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  return privateKey
}
