import type { Pace } from '../platform/pace/create-pace.ts'
import type { Accepted, Multicast, Push } from './client/send-messages.ts'
import { LineRateLimited, LineTurnMissed } from './errors.ts'

// With the call's own 10 s and its mark it stays within the 30 s that a claim of deliveries is held.
const waitMs = 8_000

type Sending = {
  push(request: Push): Promise<Accepted>
  multicast(request: Multicast): Promise<Accepted>
}

/**
 * push and multicast, each at the rate that LINE allows the whole channel. A 429 of LINE slows every process down.
 * @throws LineTurnMissed when no turn comes within 8 s: nothing was sent.
 */
export function paceCalls(line: Sending, pace: Pace): Sending {
  const paced =
    <Request, Answer>(lane: string, call: (request: Request) => Promise<Answer>) =>
    async (request: Request): Promise<Answer> => {
      if (!(await pace.take(lane, waitMs))) throw new LineTurnMissed(lane)
      try {
        return await call(request)
      } catch (error) {
        if (error instanceof LineRateLimited) await pace.slowDown(lane)
        throw error
      }
    }
  return { push: paced('push', line.push), multicast: paced('multicast', line.multicast) }
}
