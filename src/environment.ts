import { isIP } from 'node:net'
import { z } from 'zod'

const roleNames = ['web', 'worker', 'ballot', 'simulator'] as const
export type RoleName = (typeof roleNames)[number]

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)
const text = z.string().min(1).optional()
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })
// 2 % under LINE's own 2,000 and 200: the clocks may differ, and a turn may be used a little late.
const callRate = (fallback: number) => z.coerce.number().min(0).max(1_000_000).default(fallback)
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must begin with postgresql://' }).optional()

const secretForm =
  'must be version:value pairs, newest first, separated by commas: versions 1, 2, 3 … each once, values of 32 characters or more'
const authSecrets = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((pair) => pair.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[1-9]\d{0,8}:[^\s,]{32,}$/, secretForm)))
  .transform((pairs) =>
    pairs.map((pair) => ({ version: Number.parseInt(pair, 10), value: pair.slice(pair.indexOf(':') + 1) })),
  )
  .refine((secrets) => new Set(secrets.map(({ version }) => version)).size === secrets.length, secretForm)

/** Every variable of .env.example, each in its form; what they mean together is in config.ts. */
export const Environment = z.object({
  ROLES: z
    .string()
    .default('web,worker,ballot')
    .transform((value) => value.split(',').map((role) => role.trim()))
    .pipe(z.array(z.enum(roleNames, { error: `may hold ${roleNames.join(', ')}, separated by commas` })).min(1)),
  PORT: port(3000),
  BALLOT_PORT: port(3001),
  SIMULATOR_PORT: port(3002),
  PUBLIC_URL: httpUrl.optional(),
  BALLOT_URL: httpUrl.optional(),
  DATA_DIR: z.string().default('.data'),
  SECRETS_DIR: z.string().default('.secrets'),
  DATABASE_URL: postgresUrl,
  OWNER_DATABASE_URL: postgresUrl,
  SENDER_DATABASE_URL: postgresUrl,
  BALLOT_DATABASE_URL: postgresUrl,
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must begin with redis:// or rediss://' }).optional(),
  LINE_CHANNEL_SECRET: text,
  LINE_CHANNEL_SECRET_PREVIOUS: text,
  LINE_CHANNEL_ACCESS_TOKEN: text,
  LINE_CHANNEL_ID: z.string().regex(/^\d+$/, 'must be the digits shown in the LINE Developers Console').optional(),
  LINE_LOGIN_CHANNEL_ID: z
    .string()
    .regex(/^\d+$/, 'must be the digits shown in the LINE Developers Console')
    .optional(),
  LINE_LOGIN_CHANNEL_SECRET: text,
  LIFF_ID: z
    .string()
    .regex(/^\d+-\w+$/, 'must be the id of a LIFF app, such as 1234567890-AbcdEfgh')
    .optional(),
  LINE_API_URL: httpUrl.optional(),
  LINE_DATA_API_URL: httpUrl.optional(),
  LINE_PUSH_PER_SECOND: callRate(1960),
  LINE_MULTICAST_PER_SECOND: callRate(196),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  BETTER_AUTH_SECRETS: authSecrets,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must begin with smtp:// or smtps://' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\s<>]+@[^@\s<>]+$|<[^@\s<>]+@[^@\s<>]+>$/, 'must hold an e-mail address')
    .optional(),
  ALERT_TO: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((address) => address.trim().toLowerCase())
        .filter(Boolean),
    )
    .pipe(z.array(z.email({ error: 'may hold e-mail addresses, separated by commas' }))),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((proxy) => proxy.trim())
        .filter(Boolean),
    )
    .refine(
      (proxies) => proxies.every(isProxy),
      'may hold IP addresses, networks (10.0.0.0/8) and loopback, separated by commas',
    ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Settings = z.infer<typeof Environment>

/** What Express takes for `trust proxy`; of its names only the one that needs no network plan. */
function isProxy(value: string): boolean {
  const [address = '', bits, ...more] = value.split('/')
  const size = { 0: -1, 4: 32, 6: 128 }[isIP(address)] as number
  return (
    value === 'loopback' ||
    (more.length === 0 && size > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= size)))
  )
}
