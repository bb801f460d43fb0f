import { rooms } from '../../contracts/api/rooms.ts'
import { allow, implementApi, refuseOwing, type Writing } from '../../platform/http/api-guards.ts'
import { networkOf } from '../../platform/http/network-of.ts'
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
      answer: api.rooms.answer.handler(async ({ input: { code, ...answer }, context }) => ({
        outcome: await answers.answer(code, { ...answer, network: networkOf(context.address) }),
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
