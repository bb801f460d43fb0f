import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { AppError } from '../../platform/errors.ts'
import { createGuessLimit } from '../../platform/guess-limit.ts'
import { networkOf } from '../../platform/http/network-of.ts'
import { createRateLimit } from '../../platform/http/rate-limit.ts'
import type { Live } from '../../platform/live/create-live.ts'
import type { RoomService } from './room-service.ts'

// A hall of a thousand may stand behind one address and answer within seconds: the limit is for a script, and high.
const answersPerAddress = { points: 8_000, withinSeconds: 10 }
// Six digits are quickly tried out, and what is found is a room that anybody in the hall may see.
const wrongCodes = { wrong: 60, withinSeconds: 60 }
// Some hundred kB of memory. A room that is forgotten is only looked up again.
const mostFound = 5_000

/** Before the API: guards what needs no sign-in, and streams what a room shows. */
export function createRoomEdge({ service, live }: { service: RoomService; live: Live }): Router {
  const guesses = createGuessLimit(wrongCodes)
  const answering = createRateLimit(answersPerAddress)
  // Rooms that a network has found: neighbours who mistype do not shut a hall out of its own, and a guesser learns nothing by it.
  const found = new Set<string>()
  const router = express.Router()

  router.use('/rooms/:code', async (request, response, next) => {
    const { code } = request.params
    const network = networkOfCaller(request)
    const room = `${network} ${code}`
    if (!found.has(room) && (await guesses.isSpent(network))) {
      throw tooMany('Too many wrong room codes from this address.')
    }
    const pollId = await service.recallPollId(code)
    if (!pollId) {
      await guesses.countWrong(network)
      throw new AppError('ROOM_UNKNOWN', 'There is no room with this code. Look at the screen again.', { status: 404 })
    }
    if (found.size >= mostFound) found.clear()
    found.add(room)
    response.locals.pollId = pollId
    next()
  })
  router.post('/rooms/:code/answers', async (request: Request, _response: Response, next: NextFunction) => {
    if (!(await answering.take(networkOfCaller(request)))) throw tooMany('Too many answers from this address.')
    next()
  })
  router.get('/rooms/:code/events', (request, response) => {
    const view = request.query.view === 'join' ? 'join' : 'screen'
    return live.serve(request, response, `${response.locals.pollId}/${view}`, networkOfCaller(request))
  })
  return router
}

const networkOfCaller = ({ ip }: Request) => networkOf(ip ?? '')

const tooMany = (message: string) => new AppError('TOO_MANY_REQUESTS', `${message} Wait a minute.`, { status: 429 })
