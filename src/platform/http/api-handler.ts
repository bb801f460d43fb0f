import { createHash } from 'node:crypto'
import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ORPCError, type Router } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { NextFunction, Request, Response } from 'express'
import express from 'express'
import { type Locale, wordsForError } from '../../contracts/error-words.ts'
import { type Issue, wordsForIssue } from '../../contracts/issue-words.ts'
import type { Auth } from '../auth/auth.ts'
import { toRequestError } from '../db/database-errors.ts'
import type { Database, Tx } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import { createGuessLimit } from '../guess-limit.ts'
import type { Log } from '../log.ts'
import type { ApiContext } from './api-context.ts'
import { networkOf } from './network-of.ts'
import { requestLocale } from './request-locale.ts'
import { refuseForeignPages } from './same-origin.ts'
import { createSecurityLog, isRefusal, routeOf } from './security-log.ts'

export const apiPrefix = '/api/v1'
const bodyLimit = '1mb'
const roomyBodyLimit = '14mb' // a file of 10 MB as base64, and its frame

/** The API under /api/v1: bearer token, Idempotency-Key, typed procedures, errors in the caller's language. */
export function createApiHandler(deps: {
  router: Router<AnyContractRouter, ApiContext>
  auth: Pick<Auth, 'findActor'> & Partial<Pick<Auth, 'findSession'>>
  /** Where the console is: a cookie counts only from its own pages. */
  publicUrl?: string
  /** Paths that take files. Whoever is not signed in is refused there before a byte of them is read. */
  roomyPaths?: string[]
  database: Database
  log: Log
  /** The approvers in whose place an officer may act now. Left out: nobody acts for another. */
  listPrincipals?(tx: Tx, userId: string): Promise<string[]>
}) {
  const handler = new OpenAPIHandler(deps.router, {
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          throw toApiError(error, context, deps.log)
        }
      },
    ],
  })
  // A wrong token costs two look-ups on the connections that store webhooks. An office behind one address never has 60 a minute.
  const wrongTokens = createGuessLimit({ wrong: 60, withinSeconds: 60 })
  const readSmallBody = express.text({ type: () => true, limit: bodyLimit })
  const readRoomyBody = express.text({ type: () => true, limit: roomyBodyLimit })

  async function readBody(request: Request, response: Response, next: NextFunction): Promise<void> {
    const isRoomy = deps.roomyPaths?.includes(request.path) ?? false
    if (!isRoomy) return readSmallBody(request, response, next)
    response.locals.actor = await findCaller(request, response)
    if (response.locals.actor) return readRoomyBody(request, response, next)
    response.set('Connection', 'close') // what is still under way is not waited for
    next()
  }

  async function handle(request: Request, response: Response, next: NextFunction): Promise<void> {
    const body = typeof request.body === 'string' ? request.body : ''
    request.body = parseJson(body)
    const context: ApiContext = {
      requestId: response.locals.requestId,
      route: routeOf(request),
      locale: requestLocale(request),
      address: request.ip ?? '',
      actor: response.locals.actor ?? (await findCaller(request, response)),
      tx: deps.database.prisma,
      listPrincipals: deps.listPrincipals ?? (async () => []),
      idempotency: idempotencyOf(request, body),
    }
    const { matched } = await handler.handle(request, response, { prefix: apiPrefix, context })
    if (!matched) next()
  }

  const findCaller = async (request: Request, response: Response) =>
    (await findActor(request)) ?? (await findSession(request, response))

  async function findActor(request: Request) {
    const bearer = /^Bearer (\S{1,500})$/.exec(request.headers.authorization ?? '')?.[1]
    if (!bearer) return undefined
    const address = networkOf(request.ip ?? '')
    if (await wrongTokens.isSpent(address)) {
      throw new AppError('TOO_MANY_GUESSES', 'Too many wrong tokens from this address. Wait a minute.', { status: 429 })
    }
    const actor = await deps.auth.findActor(bearer)
    if (!actor) await wrongTokens.countWrong(address)
    return actor
  }

  /** The login of a browser. A token beside it wins, a wrong token too: who sends one means it. */
  async function findSession(request: Request, response: Response) {
    const { cookie, authorization } = request.headers
    if (!cookie || authorization !== undefined || !deps.publicUrl) return undefined
    const session = await deps.auth.findSession?.(cookie)
    if (!session) return undefined
    response.locals.actorId = session.actor.userId // for the security log, should the request be refused
    refuseForeignPages(request, deps.publicUrl)
    for (const setCookie of session.setCookies) response.append('Set-Cookie', setCookie)
    return session.actor
  }

  return [readBody, handle] as const
}

/** OpenAPI 3.1 of the contract, made once. */
export function generateApiDocument(contract: AnyContractRouter): Promise<unknown> {
  return new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: 'Sucharit', version: '1', description: 'ระบบการ์ดความรู้และแบบสำรวจในไลน์ของหน่วยงาน' },
    servers: [{ url: apiPrefix }],
    security: [{ bearer: [] }, { login: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        login: { type: 'apiKey', in: 'cookie', name: 'sucharit.session_token' },
      },
    },
  })
}

function toApiError(error: unknown, context: ApiContext, log: Log): ORPCError<string, unknown> {
  const { code, status, data } = describe(error)
  if (status >= 500) log.error({ err: error, requestId: context.requestId, code }, 'API request failed')
  const { requestId, actor, route, locale } = context
  if (isRefusal(status)) createSecurityLog(log).refused({ requestId, code, actor: actor?.userId, route })
  return new ORPCError(code, { status, message: wordsForError(code, status, locale), data: inWords(data, locale) })
}

function describe(thrown: unknown): { code: string; status: number; data: unknown } {
  const error = toRequestError(thrown)
  if (error instanceof AppError) return { code: error.code, status: error.status, data: error.data }
  if (error instanceof ORPCError && error.status < 500)
    return { code: error.code, status: error.status, data: keepIssues(error.data) }
  return { code: 'INTERNAL_SERVER_ERROR', status: 500, data: undefined }
}

type FieldIssue = Issue & { path?: unknown; keys?: unknown }
const isIssue = (value: unknown): value is FieldIssue =>
  typeof value === 'object' && value !== null && 'path' in value && 'message' in value

const mostNamed = 20

/** zod names fields that it does not know beside the object they stand in; whoever sent them looks for them by their path. */
function byUnknownField(issue: FieldIssue): FieldIssue[] {
  const { path, keys } = issue
  if (!Array.isArray(keys)) return [issue]
  const inside = (key: unknown) => (Array.isArray(path) ? [...path, key] : [path, key].filter(Boolean).join('.'))
  return keys.slice(0, mostNamed).map((key) => ({ ...issue, path: inside(key) }))
}

/** Of what zod says nothing but the issues. */
function keepIssues(data: unknown): unknown {
  const issues = (data as { issues?: unknown } | undefined)?.issues
  return Array.isArray(issues) ? { issues } : undefined
}

/** Issues name the field and say what is wrong with it in the reader's language; values that people sent are not echoed. */
function inWords(data: unknown, locale: Locale): unknown {
  if (Array.isArray(data) && data.length > 0 && data.every(isIssue))
    return data
      .flatMap(byUnknownField)
      .map((issue) => ({ path: issue.path, code: issue.code, message: wordsForIssue(issue, locale) }))
  if (typeof data !== 'object' || data === null || !('issues' in data)) return data
  return { ...data, issues: inWords(data.issues, locale) }
}

function parseJson(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body, refuseReservedKey)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('BAD_REQUEST', 'The body is not JSON.', { status: 400, cause })
  }
}

// JSON.parse makes an own property of "__proto__", harmless until somebody merges it: refused at the door.
function refuseReservedKey(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new AppError('BAD_REQUEST', 'The body has a reserved key.', { status: 400 })
  return value
}

function idempotencyOf(request: Request, body: string): ApiContext['idempotency'] {
  const key = request.headers['idempotency-key']
  if (request.method !== 'POST' || key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new AppError('IDEMPOTENCY_KEY_INVALID', 'Idempotency-Key must be 1 to 200 printable ASCII characters.', {
      status: 400,
    })
  }
  return { key, requestHash: createHash('sha256').update(`${request.method} ${request.path}\0${body}`).digest('hex') }
}
