import { AppError } from '../platform/errors.ts'

/** One complaint of LINE about a request body, such as `{ message: 'May not be empty', property: 'messages[0].text' }`. */
export type LineErrorDetail = { message: string; property?: string }

type Answered = { endpoint: string; requestId: string | undefined; httpStatus: number; lineMessage: string }

/** An id, token or key has the wrong shape. Nothing was sent: it is a mistake of ours or of whoever typed the id. */
export class LineArgumentRefused extends AppError {
  constructor(what: string) {
    super('LINE_ARGUMENT_REFUSED', `${what}. Nothing was sent to LINE; correct the value.`, { status: 400 })
  }
}

/**
 * LINE refused the request for good: 400 (wrong body, unknown recipient), 403 (not allowed for this account), 404 (no such person,
 * group or content), 413 (over 2 MB) or another 4xx. It did not act. Trying again unchanged is useless.
 */
export class LineRejected extends AppError {
  readonly httpStatus: number
  readonly requestId: string | undefined
  readonly details: readonly LineErrorDetail[]

  constructor(answer: Answered & { details: readonly LineErrorDetail[] }) {
    const { httpStatus, requestId, details } = answer
    const places = details.map((detail) => detail.property).filter((property) => property !== undefined)
    super(
      'LINE_REJECTED',
      `LINE refused ${answer.endpoint} with ${httpStatus} (${answer.lineMessage})${places.length > 0 ? ` at ${places.join(', ')}` : ''}. Not retried.`,
      { status: 502, data: { httpStatus, requestId, details } },
    )
    this.httpStatus = httpStatus
    this.requestId = requestId
    this.details = details
  }
}

/**
 * LINE answered 401 also with a renewed token (a fixed token cannot be renewed), or would not issue one. It did not act.
 * An operator has to correct the channel's settings; the same retry key may be used then.
 */
export class LineUnauthorized extends AppError {
  readonly requestId: string | undefined

  constructor(answer: { endpoint: string; requestId: string | undefined }) {
    super(
      'LINE_UNAUTHORIZED',
      `LINE does not accept our credentials on ${answer.endpoint}. Check LINE_CHANNEL_ACCESS_TOKEN, or LINE_CHANNEL_ID and LINE_CHANNEL_SECRET.`,
      { status: 502, data: { requestId: answer.requestId } },
    )
    this.requestId = answer.requestId
  }
}

/**
 * LINE answered 5xx, something unreadable, or nothing within the deadline, or the network failed. It may have acted:
 * retry with the same retry key, never a new one; do not follow a reply that ended so by a push.
 */
export class LineUnreachable extends AppError {
  readonly httpStatus: number | undefined
  readonly requestId: string | undefined

  constructor(failure: { endpoint: string; reason: string; httpStatus?: number; requestId?: string; cause?: unknown }) {
    const { httpStatus, requestId, cause } = failure
    super('LINE_UNREACHABLE', `${failure.endpoint}: ${failure.reason}. LINE may have acted; retry with the same key.`, {
      status: 503,
      data: { httpStatus, requestId },
      cause,
    })
    this.httpStatus = httpStatus
    this.requestId = requestId
  }
}

/** LINE answered 429: too many calls a second, or too many messages to one person. It did not act; slow down and use the same key again. */
export class LineRateLimited extends AppError {
  readonly requestId: string | undefined

  constructor(answer: { endpoint: string; requestId: string | undefined }) {
    super(
      'LINE_RATE_LIMITED',
      `LINE answered 429 on ${answer.endpoint}: too many calls. Wait, then use the same key again.`,
      {
        status: 503,
        data: { requestId: answer.requestId },
      },
    )
    this.requestId = answer.requestId
  }
}

/** The channel's own calls fill its rate: no turn came in time. LINE was not asked, so the same key is used later. */
export class LineTurnMissed extends AppError {
  constructor(lane: string) {
    super(
      'LINE_RATE_LIMITED',
      `No turn for a ${lane} in time: the channel's rate is used up. Try again with the same key.`,
      {
        status: 503,
      },
    )
  }
}

/**
 * LINE answered 429 with "You have reached your monthly limit.": the quota is used up, or another delivery has reserved what is left
 * of it. It did not act. Compare quota and consumption to know which; the same key may be used later.
 */
export class LineMonthlyLimit extends AppError {
  readonly requestId: string | undefined

  constructor(answer: { endpoint: string; requestId: string | undefined }) {
    super(
      'LINE_MONTHLY_LIMIT',
      `LINE answered 429 on ${answer.endpoint}: the monthly limit. Buy messages, or wait for the running delivery or the next month.`,
      { status: 409, data: { requestId: answer.requestId } },
    )
    this.requestId = answer.requestId
  }
}

/** What a person sent (picture, video, file) is larger than the caller accepts. The rest of it was not read. */
export class LineContentTooLarge extends AppError {
  constructor(maxBytes: number) {
    super('LINE_CONTENT_TOO_LARGE', `The content is larger than ${maxBytes} bytes. Ask for a smaller file.`, {
      status: 413,
    })
  }
}
