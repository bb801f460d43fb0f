import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { isLineUserId } from '../ids.ts'
import { deriveEventId } from './derive-event-id.ts'
import { readEvent } from './read-event.ts'
import type { WebhookEvent } from './webhook-event.ts'

const bodyShape = z.object({ destination: z.unknown().optional(), events: z.array(z.unknown()) })

/**
 * Reads a webhook whose signature has been checked. One bad event never spoils the others.
 * Throws `WEBHOOK_NOT_JSON` (400) when the body is no JSON object with an `events` array.
 */
export function parseWebhook(rawBody: Buffer): { destination: string; events: WebhookEvent[] } {
  const body = bodyShape.safeParse(parseJson(rawBody))
  if (!body.success) throw notJson()
  const { destination, events } = body.data
  return {
    destination: isLineUserId(destination) ? destination : '',
    events: events.map((raw, index) => readEvent(raw, () => deriveEventId(raw, rawBody, index))),
  }
}

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'))
  } catch {
    // The SyntaxError quotes the body, which may be somebody's words: it is not kept as the cause.
    throw notJson()
  }
}

function notJson(): AppError {
  return new AppError(
    'WEBHOOK_NOT_JSON',
    'A signed webhook is not a JSON object with an events array. Check what stands between LINE and this server.',
    { status: 400 },
  )
}
