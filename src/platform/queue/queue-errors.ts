import { AppError } from '../errors.ts'

/** The queue's server (Redis or PostgreSQL) is away or did not answer in time. The job may or may not have been taken. */
export class QueueUnavailable extends AppError {
  constructor(cause?: unknown) {
    super(
      'QUEUE_UNAVAILABLE',
      'The queue does not answer. Jobs wait in their rows and are added when it is back; check REDIS_URL or the database if this lasts.',
      { status: 503, cause },
    )
  }
}

/** A job or schedule was asked for that can never be taken: unknown name or wrong id. A mistake in the calling code. */
export class JobRefused extends AppError {
  constructor(message: string) {
    super('JOB_REFUSED', message)
  }
}
