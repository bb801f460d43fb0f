import { HTTPFetchError } from '@line/bot-sdk'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import {
  type LineErrorDetail,
  LineMonthlyLimit,
  LineRateLimited,
  LineRejected,
  LineUnauthorized,
  LineUnreachable,
} from '../errors.ts'
import { DeadlinePassed } from './run-with-deadline.ts'

const errorBody = z.object({
  message: z.string().catch('no message'),
  details: z
    .array(z.object({ message: z.string().catch(''), property: z.string().optional().catch(undefined) }))
    .catch([]),
})

/** Turns what the SDK threw into one of `errors.ts`; an error that is already ours passes through. */
export function toLineError(error: unknown, endpoint: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPFetchError) return toAnswerError(error, endpoint)
  if (error instanceof DeadlinePassed) return new LineUnreachable({ endpoint, reason: error.message, cause: error })
  // A bare TypeError is a network failure; a SyntaxError or ZodError an answer that is not LINE's (a proxy's page, a body cut short).
  return new LineUnreachable({ endpoint, reason: 'the network failed or the answer cannot be read', cause: error })
}

function toAnswerError(error: HTTPFetchError, endpoint: string): AppError {
  const requestId = readRequestId(error.headers)
  const { message, details } = readErrorBody(error.body)
  const { status } = error
  if (status === 401) return new LineUnauthorized({ endpoint, requestId })
  if (status === 429) {
    // LINE gives no code for this case, only the documented sentence "You have reached your monthly limit.",
    // so this is the one place where words are compared.
    return message.toLowerCase().includes('monthly limit')
      ? new LineMonthlyLimit({ endpoint, requestId })
      : new LineRateLimited({ endpoint, requestId })
  }
  if (status >= 400 && status < 500) {
    return new LineRejected({ endpoint, requestId, httpStatus: status, lineMessage: message, details })
  }
  return new LineUnreachable({ endpoint, reason: `answered ${status}`, httpStatus: status, requestId })
}

/** LINE asks developers to keep this id of every call: it hands out no logs of its own. */
export function readRequestId(headers: Headers): string | undefined {
  return headers.get('x-line-request-id') ?? undefined
}

function readErrorBody(body: string): { message: string; details: LineErrorDetail[] } {
  try {
    return errorBody.parse(JSON.parse(body))
  } catch {
    // An answer without LINE's error object still has its status, which decides what happens.
    return { message: 'no message', details: [] }
  }
}
