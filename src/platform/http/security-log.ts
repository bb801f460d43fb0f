import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Log } from '../log.ts'

export type SecurityEvent = {
  requestId: string
  /** Method and path without the query. */
  route: string
  /** The officer who asked. Where nobody is signed in: */
  actor: string | undefined
  /** the account or login that was tried, as `digestOf` writes it. */
  who?: string | undefined
}

/**
 * The security log (ASVS 5.0 16.2.1, 16.3): one line for each sign-in and each refusal that says who, what, when and with which
 * result. Ids and digests only; what was sent is not repeated, so nobody writes into it.
 */
export function createSecurityLog(log: Log) {
  return {
    signedIn: (event: SecurityEvent) => log.info(event, 'sign-in'),
    refused: (event: SecurityEvent & { code: string }) => log.warn(event, 'refused'),
  }
}

/** 401 and 403 are refusals, and so is 429: somebody was held back who may be guessing. */
export const isRefusal = (status: number): boolean => status === 401 || status === 403 || status === 429

/** What was asked for. A path of ours holds ids and nothing personal; it comes percent-encoded, so it stays within its line. */
export const routeOf = (request: Request): string => `${request.method} ${request.originalUrl.replace(/\?.*$/s, '')}`

/** Tells the tries at one account from those at another, as `guess_count` does, without its name. */
export const digestOf = (who: string | undefined): string | undefined =>
  who === undefined ? undefined : createHash('sha256').update(who).digest('hex').slice(0, 16)
