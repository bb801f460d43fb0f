import type { IncomingHttpHeaders } from 'node:http'
import type { EndpointName } from './faults.ts'
import type { RateLimit } from './rate-limits.ts'

/** A request that has passed LINE's gate: token, rate limit, size. */
export type LineCall = {
  params: Record<string, string>
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  requestId: string
  retryKey: string | undefined
  at: Date
}

export type LineAnswer = { status: number; body: object | Buffer; headers?: Record<string, string> }

export type LineEndpoint = {
  /** What faults call it. */
  name: EndpointName
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  limit?: RateLimit
  /** Needs no access token: it gives one. */
  isOpen?: true
  takesRetryKey?: true
  handle(call: LineCall): LineAnswer | Promise<LineAnswer>
}

export const ok = (body: object | Buffer = {}): LineAnswer => ({ status: 200, body })
