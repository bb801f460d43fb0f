import { AppError } from './errors.ts'

export type ErrorDescription = { code: string; message?: string; frames?: string[]; cause?: ErrorDescription }

/**
 * What may be logged of an error. The message only if it is our own: those of libraries quote arguments,
 * and so payloads and personal data.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { code: 'NOT_AN_ERROR' }
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 6)
    .map((line) => line.trim())
  return {
    code: codeOf(error),
    ...(error instanceof AppError && { message: error.message }),
    ...(!(error instanceof AppError) && { frames }),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** The stable code of an error, or the name of its class. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'NOT_AN_ERROR'
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : error.name
}
