import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { LineUnreachable } from './errors.ts'
import { isLineUserId, type LineUserId } from './ids.ts'

const issuer = 'https://access.line.me'
// Phones send what LINE signed; only our own clock can be off.
const clockToleranceSeconds = 60

export type ReadIdToken = (token: string) => Promise<LineUserId>

/**
 * Reads who somebody is from an ID token of our own LINE Login channel, by LINE's published keys and without asking LINE: keys are
 * fetched once and again when a token names one that is new. LIFF tokens are ES256; others (HS256 of web login) are refused.
 * https://developers.line.biz/en/docs/line-login/verify-id-token/
 * @throws ID_TOKEN_INVALID or ID_TOKEN_EXPIRED (401); LineUnreachable when the keys cannot be had.
 */
export function createIdTokenReader(deps: { apiUrl: string; loginChannelId: string; clock: Clock }): ReadIdToken {
  const keys = createRemoteJWKSet(new URL(`${deps.apiUrl}/oauth2/v2.1/certs`), {
    timeoutDuration: 5000,
    cacheMaxAge: 24 * 60 * 60 * 1000,
  })

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: deps.loginChannelId,
        algorithms: ['ES256'],
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: clockToleranceSeconds,
        currentDate: deps.clock.now(),
      })
      if (isLineUserId(payload.sub)) return payload.sub
    } catch (cause) {
      throw toRefusal(cause)
    }
    throw invalid()
  }
}

function toRefusal(cause: unknown): AppError {
  if (cause instanceof errors.JWTExpired) {
    return new AppError('ID_TOKEN_EXPIRED', 'The ID token is older than an hour. Sign in again.', {
      status: 401,
      cause,
    })
  }
  // What fetching the keys can raise; all else that jose throws is about the token.
  const isAboutKeys = cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError)
  if (isAboutKeys || (cause as errors.JOSEError).code === 'ERR_JOSE_GENERIC') {
    return new LineUnreachable({ endpoint: 'oauth2/v2.1/certs', reason: 'no public keys were given', cause })
  }
  return invalid(cause)
}

const invalid = (cause?: unknown) =>
  new AppError('ID_TOKEN_INVALID', 'The ID token is not one of our LINE Login channel.', { status: 401, cause })
