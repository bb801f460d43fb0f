import pg from 'pg'
import { AppError } from '../errors.ts'
import { Prisma } from './generated/client.ts'

/**
 * PostgreSQL cannot be reached, is starting or stopping, or has no room left (connections, disk, memory).
 * Nothing was committed unless the connection was lost during COMMIT itself: callers repeat only what is idempotent.
 */
export class DatabaseUnavailable extends AppError {
  constructor(cause: unknown) {
    super(
      'DATABASE_UNAVAILABLE',
      'The database does not answer. Work resumes by itself when it is back; see its log if it stays away.',
      {
        status: 503,
        cause,
      },
    )
  }
}

// What the socket says, and the code open-pool.ts gives to failures for which pg has none.
const socketCodes = new Set([
  'DATABASE_UNAVAILABLE', // Prisma keeps the code of an error it does not know and drops its class
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

// P1001 unreachable, P1002 timed out, P1008 socket timeout, P1017 connection closed, P2024 no free connection,
// P2028 the transaction could not begin or outlived its time (rolled back either way), P2037 too many connections.
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])

// adapter-pg's own words for a connection that broke under BEGIN, COMMIT or ROLLBACK; there it keeps no code.
const adapterKinds = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout', 'TooManyConnections'])

// Classes 08 (connection) and 53 (disk full, out of memory, too many connections); 57P01–57P03: stopping, crashed, starting;
// 57P05 and 25P03: an idle session was ended; 57014: the statement was cancelled at its time limit; 55P03: a lock was
// not given within its own; 25006: the server has
// become a standby, and the pool still holds its connections.
function isUnavailableState(sqlState: string): boolean {
  return (
    /^(08|53)...$/.test(sqlState) ||
    ['57P01', '57P02', '57P03', '57P05', '25P03', '57014', '55P03', '25006'].includes(sqlState)
  )
}

/** True for the errors of pg, Prisma and the socket that mean "the database is away", however deeply they are wrapped. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return someCause(error, (one) => {
    if (one instanceof DatabaseUnavailable) return true
    const code = codeOf(one)
    if (adapterKinds.has(String(kindOf(one)))) return true
    return code !== undefined && (socketCodes.has(code) || prismaCodes.has(code) || isUnavailableState(code))
  })
}

/** The same error, or a DatabaseUnavailable around it. For the edges that see errors of raw queries and of single Prisma calls. */
export function toDatabaseError(error: unknown): unknown {
  // What somebody has named already keeps its name: LINE that refuses a connection is not the database.
  if (error instanceof AppError) return error
  return isDatabaseUnavailable(error) ? new DatabaseUnavailable(error) : error
}

/**
 * The same for the edge of a request: what PostgreSQL cannot hold was sent, and is refused. NUL in text is 22021, in a JSON value
 * 22P05. A field of words says so itself by its contract; ids and the data of a template are looked at nowhere else.
 */
export function toRequestError(error: unknown): unknown {
  if (hasSqlState(error, '22021') || hasSqlState(error, '22P05'))
    return new AppError('BAD_REQUEST', 'A character was sent that cannot be stored.', { status: 400, cause: error })
  return toDatabaseError(error)
}

/** A unique index refused the row: somebody was there first. */
export function isUniqueViolation(error: unknown): boolean {
  return someCause(error, (one) => {
    if (one instanceof Prisma.PrismaClientKnownRequestError && one.code === 'P2002') return true
    return codeOf(one) === '23505' || kindOf(one) === 'UniqueConstraintViolation'
  })
}

/** The values of the row itself were refused: SQLSTATE classes 22 (data) and 23 (constraint). Sent again they are refused again. */
export function isDataRefused(error: unknown): boolean {
  return someCause(error, (one) => one instanceof pg.DatabaseError && /^2[23]...$/.test(codeOf(one) ?? ''))
}

/** True for an error PostgreSQL itself sent with this SQLSTATE, raw or inside Prisma's. */
export function hasSqlState(error: unknown, sqlState: string): boolean {
  return someCause(
    error,
    (one) => (one instanceof pg.DatabaseError || 'originalCode' in one || 'kind' in one) && codeOf(one) === sqlState,
  )
}

// Prisma keeps the driver's error in `cause` and in `meta.driverAdapterError`; Node puts several addresses in `errors`.
function someCause(error: unknown, test: (one: object) => boolean, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 6) return false
  if (test(error)) return true
  const { cause, errors, meta } = error as {
    cause?: unknown
    errors?: unknown
    meta?: { driverAdapterError?: unknown }
  }
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])]
  return inner.some((one) => someCause(one, test, depth + 1))
}

// Of a failed raw query Prisma says P2010 and keeps PostgreSQL's code inside.
function codeOf(error: object): string | undefined {
  const { originalCode, code } = error as { originalCode?: unknown; code?: unknown }
  if (typeof originalCode === 'string') return originalCode
  return typeof code === 'string' ? code : undefined
}

function kindOf(error: object): unknown {
  return (error as { kind?: unknown }).kind
}
