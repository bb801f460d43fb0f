import { z } from 'zod'
import { type LineEndpoint, ok } from '../line-call.ts'
import { parseBody } from '../parse-body.ts'
import { refuseBadMessages } from '../refuse-bad-messages.ts'
import type { Simulation } from '../simulation.ts'

const ValidateBody = z.strictObject({ messages: z.unknown() })
const kinds = ['reply', 'push', 'multicast', 'narrowcast', 'broadcast']

/** The dry runs: the same checks of message objects, nothing sent, no quota used. */
export function validateRoutes({ ledger }: Simulation): LineEndpoint[] {
  return kinds.map((kind) => ({
    name: 'validate',
    method: 'POST',
    path: `/v2/bot/message/validate/${kind}`,
    handle(call) {
      refuseBadMessages(parseBody(call, ValidateBody).messages, ledger)
      return ok()
    },
  }))
}
