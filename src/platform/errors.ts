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

// sysexits.h, which service managers are told to tell apart: EX_CONFIG stays as it is, EX_TEMPFAIL may be well the next time.
const exitCodes = { forGood: 78, forNow: 75 }

/**
 * The process cannot start as it is set up, or not now (`mayPass`: a port in use, a database that does not come up). Printed as one
 * line that names the setting and the remedy. After 78 a service manager waits for a person; after 75 it tries again.
 */
export class StartError extends AppError {
  readonly exitCode: number

  constructor(message: string, options: { cause?: unknown; mayPass?: boolean } = {}) {
    super('START_REFUSED', message, { status: 500, cause: options.cause })
    this.exitCode = options.mayPass ? exitCodes.forNow : exitCodes.forGood
  }
}
