/**
 * Something a caller can act on. `code` is stable UPPER_SNAKE; `message` is for the log and carries the remedy, in English.
 * People read the words of the code in their own language, from `contracts/error-words.ts`, never this message.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly data: unknown

  constructor(code: string, message: string, options: { status?: number; data?: unknown; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.status = options.status ?? 500
    this.data = options.data
  }
}

/** The process cannot start as it is set up. Printed as one line that names the setting and the remedy; exit code 78 (EX_CONFIG). */
export class StartError extends AppError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super('START_REFUSED', message, { status: 500, ...options })
  }
}
