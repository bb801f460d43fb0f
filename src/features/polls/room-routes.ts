import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { rooms } from '../../contracts/api/rooms.ts'
import { AppError } from '../../platform/errors.ts'
import { createGuessLimit } from '../../platform/guess-limit.ts'
import { allow, implementApi, refuseOwing, type Writing } from '../../platform/http/api-guards.ts'
import { createRateLimit } from '../../platform/http/rate-limit.ts'
import type { Live } from '../../platform/live/create-live.ts'
import type { RoomAnswers } from './room-answer-service.ts'
import { type Act, acts } from './room-rules.ts'
import type { Presenter, RoomService } from './room-service.ts'

const api = implementApi({ rooms })

type Deps = {
  service: RoomService
  answers: RoomAnswers
  live: Live
  writing: Writing
}

export function createRoomRoutes({ service, answers, live, writing }: Deps) {
  type Context = { actor: Presenter['actor'] }
  const presenterOf = ({ code, key }: { code: string; key?: string | undefined }, { actor }: Context): Presenter => {
    if (key === undefined) refuseOwing(actor) // a key stands for itself, whoever else is signed in on that phone
    return { code, actor, key }
  }
  // Told before the commit, a screen would load what was: the route's own transaction is over when this goes on.
  const waking = api.middleware(async ({ next, context }) => {
    const result = await next()
    const { code } = result.output as { code: string }
    const pollId = await service.findPollId(context.tx, code)
    if (pollId) live.wake(pollId)
    return result
  })
  const act = (name: Act) =>
    api.rooms[name]
      .use(waking)
      .use(writing)
      .handler(({ input, context }) => service.steer(context.tx, presenterOf(input, context), name))

  return {
    rooms: {
      list: api.rooms.list
        .use(allow('rooms.present'))
        .handler(async ({ context }) => ({ items: await service.list(context.tx), nextCursor: null })),
      get: api.rooms.get.handler(({ input, context }) => service.view(context.tx, input.code)),
      // Not `writing`: what is kept for an Idempotency-Key holds a digest of the body, and the body is an answer.
      answer: api.rooms.answer.handler(async ({ input: { code, ...answer } }) => ({
        outcome: await answers.answer(code, answer),
      })),
      ...(Object.fromEntries(acts.map((name) => [name, act(name)])) as { [Name in Act]: ReturnType<typeof act> }),
      timer: api.rooms.timer
        .use(waking)
        .use(writing)
        .handler(({ input, context }) => service.setTimer(context.tx, presenterOf(input, context), input.seconds)),
      settle: api.rooms.settle
        .use(waking)
        .use(writing)
        .handler(({ input, context }) =>
          service.settle(context.tx, presenterOf(input, context), input.id, input.label),
        ),
      // These two change nothing.
      remote: api.rooms.remote.handler(({ input, context }) => service.remote(context.tx, presenterOf(input, context))),
      waiting: api.rooms.waiting.handler(async ({ input, context }) => ({
        items: await service.listWaiting(context.tx, presenterOf(input, context)),
      })),
    },
  }
}

// A hall of a thousand may stand behind one address and answer within seconds: the limit is for a script, and high.
const answersPerAddress = { points: 8_000, withinSeconds: 10 }
// Six digits are quickly tried out, and what is found is a room that anybody in the hall may see.
const wrongCodes = { wrong: 60, withinSeconds: 60 }

/** Before the API: guards what needs no sign-in, and streams what a room shows. */
export function createRoomEdge({ service, live }: Pick<Deps, 'service' | 'live'>): Router {
  const guesses = createGuessLimit(wrongCodes)
  const answering = createRateLimit(answersPerAddress)
  const router = express.Router()

  router.use('/rooms/:code', async (request, response, next) => {
    const address = request.ip ?? ''
    if (await guesses.isSpent(address)) throw tooMany('Too many wrong room codes from this address.')
    const pollId = await service.recallPollId(request.params.code)
    if (!pollId) {
      await guesses.countWrong(address)
      throw new AppError('ROOM_UNKNOWN', 'There is no room with this code. Look at the screen again.', { status: 404 })
    }
    response.locals.pollId = pollId
    next()
  })
  router.post('/rooms/:code/answers', async (request: Request, _response: Response, next: NextFunction) => {
    if (!(await answering.take(request.ip ?? ''))) throw tooMany('Too many answers from this address.')
    next()
  })
  router.get('/rooms/:code/events', (request, response) => {
    const view = request.query.view === 'join' ? 'join' : 'screen'
    return live.serve(request, response, `${response.locals.pollId}/${view}`, request.ip ?? '')
  })
  return router
}

const tooMany = (message: string) => new AppError('TOO_MANY_REQUESTS', `${message} Wait a minute.`, { status: 429 })
