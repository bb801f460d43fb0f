import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express'
import { z } from 'zod'
import { isLineChatId, isLineGroupId, isLineUserId } from '../line/ids.ts'
import { AppError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { Act } from './acts.ts'
import { openChangeStream } from './change-stream.ts'
import { ControlError, unknownGroup, unknownUser } from './control-error.ts'
import { Fault } from './faults.ts'
import { randomGroupId, randomUserId } from './ids.ts'
import type { LedgerItem } from './ledger.ts'
import type { Simulation } from './simulation.ts'

const NewUser = z.strictObject({
  displayName: z.string().min(1).max(100),
  userId: z.string().refine(isLineUserId, 'A user id is U and 32 hexadecimal digits').optional(),
  /** A friend from the first moment, of whom no webhook tells. People who come later follow the bot: POST /_sim/events. */
  isFriend: z.boolean().optional(),
  pictureUrl: z.string().optional(),
})
const NewUsers = z.union([NewUser, z.array(NewUser).max(100_000)])
const NewGroup = z.strictObject({
  groupName: z.string().min(1).max(100),
  groupId: z.string().refine(isLineGroupId, 'A group id is C and 32 hexadecimal digits').optional(),
  memberIds: z.array(z.string()).default([]),
  withBot: z.boolean().default(true),
})
const Members = z.strictObject({ userIds: z.array(z.string()).min(1) })
const SettingsChange = z.strictObject({
  quota: z.int().min(0).nullable().optional(),
  consumption: z.int().min(0).optional(),
  limits: z.enum(['on', 'off']).optional(),
  verified: z.boolean().optional(),
  redelivery: z.enum(['on', 'off']).optional(),
  webhook: z.enum(['on', 'off']).optional(),
  chatMode: z.enum(['bot', 'chat']).optional(),
  sharePicker: z.enum(['on', 'off']).optional(),
})
const LedgerQuery = z.object({
  to: z.string().refine(isLineChatId, 'to is the id of a user or a group').optional(),
  since: z.iso.datetime({ offset: true }).optional(),
})
const ChatQuery = z.object({ limit: z.coerce.number().int().min(1).max(10_000).default(200) })

/** `/_sim`: what LINE has no API for. People, what they do, what goes wrong, and what arrived. */
export function createControlRoutes(simulation: Simulation, log: Log): Router {
  const { world, ledger, settings, chats, acts, faults, clock, record, richMenus, loading } = simulation
  const router = express.Router()
  // Much more than LINE's 2 MB: a load test makes its people here, 100,000 a call.
  router.use(express.json({ limit: '64mb', strict: false }))

  router.get('/state', (_request, response) => {
    response.json({
      bot: simulation.bot,
      settings: settings.current(clock.now()),
      sheetOrigins: simulation.sheetOrigins,
      users: Array.from(world.users(), ({ userId, displayName, isFriend, isBlocked }) => {
        return { userId, displayName, isFriend, isBlocked }
      }),
      groups: Array.from(world.groups(), (group) => ({ ...group, memberIds: [...group.memberIds] })),
      loading: loading.list(clock.now()),
      richMenus: { defaultId: richMenus.defaultId() ?? null, ofUsers: richMenus.exceptions() },
      faults: faults.active(),
      held: faults.held(),
    })
  })

  router.get('/ledger', async (request, response) => {
    const { to, since } = LedgerQuery.parse(request.query)
    const items = ledger.items({ to, sinceMs: since === undefined ? undefined : Date.parse(since) })
    response.type('application/json')
    // Streamed: 50,000 cards of 8 KB are more than one JavaScript string holds.
    await pipeline(Readable.from(writeLedger(items, ledger.toJson)), response)
  })

  router.get('/chats/:chatId/messages', (request, response) => {
    const { chatId } = request.params
    if (!world.findUser(chatId) && !world.findGroup(chatId)) throw unknownUser(chatId)
    response.json({ items: chats.list(chatId, ChatQuery.parse(request.query).limit) })
  })

  router.get('/rich-menus/:richMenuId', (request, response) => {
    response.json(findRichMenu(request.params.richMenuId))
  })

  router.get('/rich-menus/:richMenuId/image', (request, response) => {
    const image = richMenus.imageOf(findRichMenu(request.params.richMenuId).richMenuId)
    if (!image) throw new ControlError('NO_SUCH_IMAGE', 'This rich menu has no picture yet.', { status: 404 })
    // The picture of a rich menu cannot be replaced.
    response.set('cache-control', 'public, max-age=31536000, immutable').type(image.contentType).send(image.bytes)
  })

  function findRichMenu(richMenuId: string) {
    const menu = richMenus.find(richMenuId)
    if (!menu) throw new ControlError('NO_SUCH_RICH_MENU', `There is no rich menu ${richMenuId}.`, { status: 404 })
    return menu
  }

  router.get('/stream', openChangeStream(chats))

  router.post('/users', (request, response) => {
    const asked = NewUsers.parse(request.body)
    const wanted = Array.isArray(asked) ? asked : [asked]
    const users = wanted.map(({ userId = randomUserId(), isFriend = false, ...rest }) => ({
      ...rest,
      userId,
      isFriend,
    }))
    const isTaken = new Set(users.map(({ userId }) => userId)).size < users.length
    const taken = isTaken || users.some(({ userId }) => world.findUser(userId))
    if (taken) throw new ControlError('USER_EXISTS', 'A user of this id exists already.', { status: 409 })
    record(...users.map((user) => ({ k: 'user' as const, ...user })))
    const made = users.map(({ userId, displayName, isFriend }) => ({ userId, displayName, isFriend, isBlocked: false }))
    response.status(201).json(Array.isArray(asked) ? { items: made } : made[0])
  })

  router.post('/groups', async (request, response) => {
    const { groupName, groupId = randomGroupId(), memberIds, withBot } = NewGroup.parse(request.body)
    if (world.findGroup(groupId))
      throw new ControlError('GROUP_EXISTS', 'A group of this id exists already.', { status: 409 })
    const stranger = memberIds.find((userId) => !world.findUser(userId))
    if (stranger !== undefined) throw unknownUser(stranger)
    record({ k: 'group', groupId, groupName, memberIds, isBotMember: false })
    const group = world.findGroup(groupId)
    if (withBot && group) await acts.bringBotIn(group)
    response.status(201).json({ groupId, groupName, memberIds, isBotMember: withBot })
  })

  router.post('/groups/:groupId/members', async (request, response) => {
    const group = world.findGroup(request.params.groupId)
    if (!group) throw unknownGroup(request.params.groupId)
    response.json(await acts.addMembers(group, Members.parse(request.body).userIds))
  })

  router.post('/events', async (request, response) => {
    response.json(await acts.perform(Act.parse(request.body)))
  })

  router.post('/faults', (request, response) => {
    faults.set(z.array(Fault).parse(request.body))
    response.json({ faults: faults.active() })
  })

  router.post('/release', (_request, response) => {
    response.json({ released: faults.release() })
  })

  router.post('/settings', (request, response) => {
    const change = SettingsChange.parse(request.body)
    record({ k: 'settings', at: clock.now().getTime(), ...change })
    response.json(settings.current(clock.now()))
  })

  router.post('/reset', (_request, response) => {
    simulation.reset()
    response.json({})
  })

  router.use(answerUnknown)
  router.use(answerError(log))
  return router
}

// 64 KB at a time: an item alone is often smaller than what a write costs.
const writeBytes = 64 * 1024

function* writeLedger(items: Iterable<LedgerItem>, toJson: (item: LedgerItem) => string) {
  let pending = '{"items":['
  let separator = ''
  for (const item of items) {
    pending += separator + toJson(item)
    separator = ','
    if (pending.length < writeBytes) continue
    yield pending
    pending = ''
  }
  yield `${pending}]}`
}

const answerUnknown: RequestHandler = (request, response) => {
  response.status(404).json({ code: 'NO_SUCH_ROUTE', message: `There is no ${request.method} ${request.originalUrl}.` })
}

function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) return void response.destroy()
    if (error instanceof z.ZodError) {
      const [first] = error.issues
      const message = `${first?.path.join('.') || 'body'}: ${first?.message}`
      return void response.status(400).json({ code: 'BAD_INPUT', message, issues: error.issues })
    }
    if (error instanceof AppError) {
      return void response.status(error.status).json({ code: error.code, message: error.message })
    }
    const status = (error as { status?: number }).status ?? 500
    if (status < 500)
      return void response.status(status).json({ code: 'BAD_REQUEST', message: 'The body is not JSON.' })
    log.error({ err: error }, 'A control route of the simulator failed')
    response.status(500).json({ code: 'INTERNAL', message: 'The simulator failed. Its log says why.' })
  }
}
