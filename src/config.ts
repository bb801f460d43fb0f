import { relative, resolve, sep } from 'node:path'
import { Environment, type RoleName, type Settings } from './environment.ts'
import { StartError } from './platform/errors.ts'

export type LineConfig =
  | { mode: 'simulator' }
  | {
      mode: 'channel'
      secrets: string[]
      token: { kind: 'long-lived'; value: string } | { kind: 'stateless'; channelId: string }
    }

/** The LIFF app that the poll pages run in, at LINE or at whatever look-alike LINE_API_URL names. */
export type LiffConfig = { url: string; id: string; loginChannelId: string }

/** LINE Login for the console. Without a secret it is the simulator's, whose secret is of this installation. */
export type LoginConfig = { authorizeUrl: string; channelId: string; secret: string | undefined }

export type Config = Readonly<{
  roles: ReadonlySet<RoleName>
  ports: { web: number; ballot: number; simulator: number }
  publicUrl: string
  ballotUrl: string
  dataDir: string
  secretsDir: string
  /** Unset: the embedded server, with its own restricted logins. */
  databaseUrls: { owner: string; app: string; sender: string; ballot: string } | undefined
  redisUrl: string | undefined
  line: LineConfig
  lineApiUrl: string
  lineDataApiUrl: string
  /** Unset: ballots cannot be drawn, and the pages say so. */
  liff: LiffConfig | undefined
  /** Unset: officers sign in by e-mail and password alone. */
  login: LoginConfig | undefined
  /** Calls a second that all processes together make; undefined: as many as they can. */
  callsPerSecond: { push: number | undefined; multicast: number | undefined }
  firstOwner: { email: string; password: string } | undefined
  /** Unset: nothing is mailed; what would be stands in the console. */
  mail: { url: string; from: string } | undefined
  /** Who hears of what is wrong with the service. Empty: the owners. */
  alertTo: string[]
  /** The newest first; without any, the one made in SECRETS_DIR. */
  betterAuthSecrets: { version: number; value: string }[]
  metricsToken: string | undefined
  trustedProxies: string[]
  logLevel: string
}>

/**
 * Reads the environment once. The only reader of `process.env` in the product.
 * `role` narrows ROLES: how a process starts its children.
 * @throws StartError with one line that names the variable and the remedy.
 */
export function loadConfig(
  options: { role?: string | undefined; env?: Record<string, string | undefined> } = {},
): Config {
  const env = { ...(options.env ?? process.env), ...(options.role !== undefined && { ROLES: options.role }) }
  // An empty value means unset: that is how compose files and systemd units leave a variable out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartError(
      `${issue?.path[0]?.toString()} ${issue?.message ?? 'is invalid'}. Correct or remove it and start again.`,
    )
  }
  const e = parsed.data
  const publicUrl = checkedUrl('PUBLIC_URL', e.PUBLIC_URL ?? `http://localhost:${e.PORT}`)
  const ballotUrl = checkedUrl('BALLOT_URL', e.BALLOT_URL ?? `http://127.0.0.1:${e.BALLOT_PORT}`)
  if (new URL(publicUrl).hostname === new URL(ballotUrl).hostname) {
    throw new StartError(
      'BALLOT_URL must have another host name than PUBLIC_URL: cookies ignore ports, and the ballot page must receive none.',
    )
  }
  const dataDir = resolve(e.DATA_DIR)
  const secretsDir = resolve(e.SECRETS_DIR)
  if (isWithin(dataDir, secretsDir)) {
    throw new StartError(
      'SECRETS_DIR must lie outside DATA_DIR, so that a copy of the data never holds its keys. Set another SECRETS_DIR.',
    )
  }
  const simulatorUrl = `http://127.0.0.1:${e.SIMULATOR_PORT}`
  const line = lineConfig(e)
  const lineApiUrl = checkedUrl(
    'LINE_API_URL',
    e.LINE_API_URL ?? (line.mode === 'simulator' ? simulatorUrl : 'https://api.line.me'),
  )
  return Object.freeze({
    roles: new Set(e.ROLES),
    ports: { web: e.PORT, ballot: e.BALLOT_PORT, simulator: e.SIMULATOR_PORT },
    publicUrl,
    ballotUrl,
    dataDir,
    secretsDir,
    databaseUrls: databaseUrls(e),
    redisUrl: e.REDIS_URL,
    line,
    lineApiUrl,
    lineDataApiUrl: checkedUrl(
      'LINE_DATA_API_URL',
      e.LINE_DATA_API_URL ?? (e.LINE_API_URL || line.mode === 'simulator' ? lineApiUrl : 'https://api-data.line.me'),
    ),
    liff: liffConfig(e, line, lineApiUrl),
    login: loginConfig(e, line, lineApiUrl),
    // 0 is no limit of our own, for a look-alike that sets none.
    callsPerSecond: { push: e.LINE_PUSH_PER_SECOND || undefined, multicast: e.LINE_MULTICAST_PER_SECOND || undefined },
    firstOwner: bothOrNeither('ADMIN_EMAIL', e.ADMIN_EMAIL, 'ADMIN_PASSWORD', e.ADMIN_PASSWORD, (email, password) => ({
      email,
      password,
    })),
    alertTo: e.ALERT_TO,
    betterAuthSecrets: e.BETTER_AUTH_SECRETS,
    mail: bothOrNeither('SMTP_URL', e.SMTP_URL, 'MAIL_FROM', e.MAIL_FROM, (url, from) => ({ url, from })),
    metricsToken: e.METRICS_TOKEN,
    trustedProxies: e.TRUSTED_PROXIES,
    logLevel: e.LOG_LEVEL,
  })
}

/** True for addresses of this machine only, where plain http and demo conveniences are allowed. */
export function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way !== '..' && !way.startsWith(`..${sep}`)
}

function checkedUrl(name: string, value: string): string {
  if (new URL(value).protocol === 'http:' && !isLoopback(value)) {
    throw new StartError(
      `${name} must begin with https:// (http is for localhost only). Put a TLS proxy in front and set its https address.`,
    )
  }
  return value.replace(/\/+$/, '')
}

function lineConfig(e: Settings): LineConfig {
  const { LINE_CHANNEL_SECRET: secret, LINE_CHANNEL_ACCESS_TOKEN: token, LINE_CHANNEL_ID: id } = e
  const anySet = secret ?? token ?? id ?? e.LINE_CHANNEL_SECRET_PREVIOUS
  if (!anySet) return { mode: 'simulator' }
  if (!secret) {
    throw new StartError(
      'LINE_CHANNEL_SECRET is missing while other LINE settings are set. Copy it from the LINE Developers Console, or remove the others to use the simulator.',
    )
  }
  if (!token && !id) {
    throw new StartError(
      'LINE_CHANNEL_ACCESS_TOKEN (or LINE_CHANNEL_ID for short-lived tokens) is missing while LINE_CHANNEL_SECRET is set. Copy it from the LINE Developers Console, or remove the secret to use the simulator.',
    )
  }
  return {
    mode: 'channel',
    secrets: [secret, e.LINE_CHANNEL_SECRET_PREVIOUS].filter((value) => value !== undefined),
    token: token ? { kind: 'long-lived', value: token } : { kind: 'stateless', channelId: id as string },
  }
}

// The simulator's own LIFF app, so that the whole flow works where nothing is set.
const simulatorLiff = { id: '1000000002-sucharit', loginChannelId: '1000000002' }

function liffConfig(e: Settings, line: LineConfig, lineApiUrl: string): LiffConfig | undefined {
  // A channel with a secret may be there for signing in alone.
  const isForSignInOnly = e.LINE_LOGIN_CHANNEL_SECRET !== undefined && e.LIFF_ID === undefined
  const app = bothOrNeither(
    'LINE_LOGIN_CHANNEL_ID',
    isForSignInOnly ? undefined : e.LINE_LOGIN_CHANNEL_ID,
    'LIFF_ID',
    e.LIFF_ID,
    (loginChannelId, id) => ({ id, loginChannelId }),
  )
  const url = lineApiUrl === 'https://api.line.me' ? 'https://liff.line.me' : `${lineApiUrl}/liff`
  if (app) return { url, ...app }
  return line.mode === 'simulator' ? { url, ...simulatorLiff } : undefined
}

function loginConfig(e: Settings, line: LineConfig, lineApiUrl: string): LoginConfig | undefined {
  const { LINE_LOGIN_CHANNEL_ID: channelId, LINE_LOGIN_CHANNEL_SECRET: secret } = e
  if (secret && !channelId) {
    throw new StartError(
      'LINE_LOGIN_CHANNEL_ID is missing while LINE_LOGIN_CHANNEL_SECRET is set. Set both or neither.',
    )
  }
  const host = lineApiUrl === 'https://api.line.me' ? 'https://access.line.me' : lineApiUrl
  // By the name that people open the simulator's phone under: its page of consent knows whose phone it is by a cookie.
  const authorizeUrl = `${host.replace('//127.0.0.1', '//localhost')}/oauth2/v2.1/authorize`
  if (channelId && secret) return { authorizeUrl, channelId, secret }
  if (line.mode !== 'simulator') return undefined
  return { authorizeUrl, channelId: channelId ?? simulatorLiff.loginChannelId, secret: undefined }
}

function databaseUrls(e: Settings) {
  if (!e.DATABASE_URL) {
    if (e.SENDER_DATABASE_URL || e.BALLOT_DATABASE_URL || e.OWNER_DATABASE_URL) {
      throw new StartError(
        'DATABASE_URL is missing while another …_DATABASE_URL is set. Set all three, or none for the embedded PostgreSQL.',
      )
    }
    return undefined
  }
  const app = e.DATABASE_URL
  // Only the process that sends holds the sender's login, only the ballot host that of the ballots.
  const needed = { SENDER_DATABASE_URL: 'worker', BALLOT_DATABASE_URL: 'ballot' } as const
  for (const name of ['SENDER_DATABASE_URL', 'BALLOT_DATABASE_URL'] as const) {
    if (!e[name] && e.ROLES.includes(needed[name])) {
      throw new StartError(
        `${name} is missing while DATABASE_URL is set. Make a login in the role of that name (docs/deploy/postgres-logins.sh shows how) and set it.`,
      )
    }
    if (e[name] && e.ROLES.some((role) => role === 'web' || role === 'worker') && loginOf(e[name]) === loginOf(app)) {
      throw new StartError(
        `${name} has the login of DATABASE_URL, so that one login could read who somebody is and what was answered. Give it its own (docs/deploy/postgres-logins.sh).`,
      )
    }
  }
  return {
    owner: e.OWNER_DATABASE_URL ?? app,
    app,
    sender: e.SENDER_DATABASE_URL ?? app,
    ballot: e.BALLOT_DATABASE_URL ?? app,
  }
}

const loginOf = (url: string) => new URL(url).username

function bothOrNeither<A, B, T>(
  nameA: string,
  a: A | undefined,
  nameB: string,
  b: B | undefined,
  join: (a: A, b: B) => T,
): T | undefined {
  if (a !== undefined && b !== undefined) return join(a, b)
  if (a === undefined && b === undefined) return undefined
  throw new StartError(
    `${a === undefined ? nameA : nameB} is missing while ${a === undefined ? nameB : nameA} is set. Set both or neither.`,
  )
}
