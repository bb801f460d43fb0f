import { randomUUID } from 'node:crypto'
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { Fault, Faults } from './faults.ts'
import type { LineAnswer, LineCall, LineEndpoint } from './line-call.ts'
import {
  LineRefusal,
  notFound,
  refuseRetryKey,
  refuseToken,
  tooLarge,
  tooManyCalls,
  wrongMethod,
} from './line-refusal.ts'
import { commonLimit, type RateLimits } from './rate-limits.ts'
import { sendAnswer, sendSlowly } from './send-answer.ts'
import type { SettingsRoom } from './settings.ts'

export type GateNeeds = {
  endpoints: LineEndpoint[]
  tokens: AccessTokens
  limits: RateLimits
  settings: SettingsRoom
  faults: Faults
  clock: Clock
  log: Log
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** LINE's paths: every call passes faults, token, rate limit and retry key here before its own handler sees it. */
export function createLineGate(needs: GateNeeds): Router {
  const router = express.Router({ caseSensitive: true, strict: true })
  // LINE takes bodies up to 2 MB whatever the content type says.
  router.use(express.raw({ type: () => true, limit: 2 * 1024 * 1024 }))
  for (const [path, endpoints] of Map.groupBy(needs.endpoints, (endpoint) => endpoint.path)) {
    router.all(path, serve(endpoints, needs))
  }
  router.use((request, response) => sendRefusal(request, response, notFound()))
  router.use(answerError(needs.log))
  return router
}

function serve(endpoints: LineEndpoint[], needs: GateNeeds): RequestHandler {
  return async (request, response) => {
    const endpoint = endpoints.find(({ method }) => method === request.method)
    if (!endpoint) return sendRefusal(request, response, wrongMethod(endpoints.map(({ method }) => method)))
    const call = toCall(request, needs.clock)
    const gone = new AbortController()
    response.on('close', () => {
      if (!response.writableFinished) gone.abort()
    })

    const fault = needs.faults.take(endpoint.name)
    const hold = (mode: Fault['mode']) =>
      needs.faults.hold(
        { requestId: call.requestId, endpoint: endpoint.name, mode, at: call.at.toISOString() },
        gone.signal,
      )

    if (fault?.mode === 'status') return sendAnswer(response, call.requestId, faultAnswer(fault.status ?? 500))
    if (fault?.mode === 'reset') return void request.socket.resetAndDestroy()
    if (fault?.mode === 'hang') return hold('hang')
    if (fault?.mode === 'hold-before') await hold('hold-before')
    // The caller died while its request was in hand: to LINE it was never made.
    if (gone.signal.aborted) return

    const answer = await answerCall(endpoint, call, needs)

    if (fault?.mode === 'lose-answer') return void request.socket.resetAndDestroy()
    if (fault?.mode === 'hold') await hold('hold')
    if (gone.signal.aborted) return
    if (fault?.mode === 'slow') return sendSlowly(response, call.requestId, answer)
    sendAnswer(response, call.requestId, answer)
  }
}

async function answerCall(endpoint: LineEndpoint, call: LineCall, needs: GateNeeds): Promise<LineAnswer> {
  try {
    admit(endpoint, call, needs)
    return await endpoint.handle(call)
  } catch (error) {
    if (error instanceof LineRefusal) return { status: error.status, body: error.body, headers: error.headers }
    needs.log.error(
      { err: error, endpoint: endpoint.name, requestId: call.requestId },
      'The simulator failed on a call',
    )
    return faultAnswer(500)
  }
}

function admit(endpoint: LineEndpoint, call: LineCall, { tokens, limits, settings }: GateNeeds) {
  const bearer = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1]
  if (!endpoint.isOpen && (bearer === undefined || tokens.msLeft(bearer, call.at) === undefined)) throw refuseToken()
  const key = `${endpoint.method} ${endpoint.path}`
  if (settings.current(call.at).limits === 'on' && !limits.take(key, endpoint.limit ?? commonLimit))
    throw tooManyCalls()
  if (call.retryKey !== undefined && !(endpoint.takesRetryKey && uuidPattern.test(call.retryKey)))
    throw refuseRetryKey()
}

function toCall(request: Request, clock: Clock): LineCall {
  const retryKey = request.headers['x-line-retry-key']
  return {
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    query: new URL(request.originalUrl, 'http://localhost').searchParams,
    headers: request.headers,
    // express.raw leaves no body at all where none was sent.
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    requestId: randomUUID(),
    retryKey: Array.isArray(retryKey) ? retryKey[0] : retryKey,
    at: clock.now(),
  }
}

const faultWords: Record<number, string> = {
  400: 'Failed to send messages',
  401: refuseToken().message,
  403: 'Access to this API is not available for your account',
  404: 'Not found',
  429: tooManyCalls().message,
  500: 'Internal server error',
}

function faultAnswer(status: number): LineAnswer {
  return { status, body: { message: faultWords[status] ?? (status < 500 ? 'Bad request' : 'Internal server error') } }
}

function sendRefusal(_request: Request, response: Response, refusal: LineRefusal) {
  sendAnswer(response, randomUUID(), { status: refusal.status, body: refusal.body, headers: refusal.headers })
}

/** What goes wrong before a handler is reached: a body too large, cut off or in an unknown encoding. */
function answerError(log: Log): ErrorRequestHandler {
  return (error: { status?: number }, request, response, _next) => {
    if (response.headersSent) return void request.socket.destroy()
    if (error.status === 413) {
      // The rest of the body is not read: the connection cannot carry another request.
      response.setHeader('connection', 'close')
      return sendRefusal(request, response, tooLarge())
    }
    const status = error.status !== undefined && error.status < 500 ? error.status : 500
    if (status === 500) log.error({ err: error, path: request.path }, 'The simulator failed before a handler')
    sendAnswer(response, randomUUID(), faultAnswer(status))
  }
}
