import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { StartError } from '../../src/platform/errors.ts'

const channel = { LINE_CHANNEL_SECRET: 's'.repeat(32), LINE_CHANNEL_ACCESS_TOKEN: 'token' }
const https = { PUBLIC_URL: 'https://sucharit.example', BALLOT_URL: 'https://ballot.example' }

function refusal(env: Record<string, string>): string {
  try {
    loadConfig({ env })
  } catch (error) {
    expect(error).toBeInstanceOf(StartError)
    return (error as StartError).message
  }
  return 'the start was not refused'
}

describe('defaults', () => {
  test('runs the demo office without any variable', () => {
    const config = loadConfig({ env: {} })
    expect([...config.roles]).toEqual(['web', 'worker', 'ballot'])
    expect(config.ports).toEqual({ web: 3000, ballot: 3001, simulator: 3002 })
    expect(config).toMatchObject({
      publicUrl: 'http://localhost:3000',
      ballotUrl: 'http://127.0.0.1:3001',
      line: { mode: 'simulator' },
      lineApiUrl: 'http://127.0.0.1:3002',
      lineDataApiUrl: 'http://127.0.0.1:3002',
      databaseUrls: undefined,
      trustedProxies: [],
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('the channel keeps a little under LINE’s own rates, and 0 is no rate', () => {
    expect(loadConfig({ env: {} }).callsPerSecond).toEqual({ push: 1960, multicast: 196 })
    const env = { LINE_PUSH_PER_SECOND: '0', LINE_MULTICAST_PER_SECOND: '50' }
    expect(loadConfig({ env }).callsPerSecond).toEqual({ push: undefined, multicast: 50 })
  })

  test('addresses follow the ports', () => {
    const config = loadConfig({ env: { PORT: '4000', BALLOT_PORT: '4001', SIMULATOR_PORT: '4002' } })
    expect([config.publicUrl, config.ballotUrl, config.lineApiUrl]).toEqual([
      'http://localhost:4000',
      'http://127.0.0.1:4001',
      'http://127.0.0.1:4002',
    ])
  })

  test('an empty value means unset', () => {
    const config = loadConfig({ env: { PORT: '', LINE_CHANNEL_SECRET: '', REDIS_URL: '', ADMIN_EMAIL: '' } })
    expect(config.ports.web).toBe(3000)
    expect(config.line).toEqual({ mode: 'simulator' })
  })

  test('a role given on the command line wins over ROLES', () => {
    expect([...loadConfig({ role: 'ballot', env: { ROLES: 'web,worker' } }).roles]).toEqual(['ballot'])
  })
})

describe('a wrong value stops the start with one line that names the variable and the remedy', () => {
  test.each([
    ['PORT', { PORT: 'three' }],
    ['PORT', { PORT: '70000' }],
    ['LINE_PUSH_PER_SECOND', { LINE_PUSH_PER_SECOND: '-1' }],
    ['LINE_MULTICAST_PER_SECOND', { LINE_MULTICAST_PER_SECOND: 'fast' }],
    ['BALLOT_PORT', { BALLOT_PORT: '-1' }],
    ['SIMULATOR_PORT', { SIMULATOR_PORT: '1.5' }],
    ['ROLES', { ROLES: 'web,cook' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'sucharit.example' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://sucharit.example' }],
    ['BALLOT_URL', { BALLOT_URL: 'nowhere' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/db' }],
    ['SENDER_DATABASE_URL', { SENDER_DATABASE_URL: 'x' }],
    ['BALLOT_DATABASE_URL', { BALLOT_DATABASE_URL: 'x' }],
    ['REDIS_URL', { REDIS_URL: 'http://localhost:6379' }],
    ['LINE_CHANNEL_ID', { ...channel, LINE_CHANNEL_ID: 'my-channel' }],
    ['LINE_API_URL', { LINE_API_URL: 'api.line.me' }],
    ['LINE_DATA_API_URL', { LINE_DATA_API_URL: 'api-data.line.me' }],
    ['ADMIN_EMAIL', { ADMIN_EMAIL: 'nobody', ADMIN_PASSWORD: 'long enough for this' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'a@opdc.example', ADMIN_PASSWORD: 'short' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.1, my-proxy' }],
    ['BETTER_AUTH_SECRETS', { BETTER_AUTH_SECRETS: 'k'.repeat(64) }],
    ['BETTER_AUTH_SECRETS', { BETTER_AUTH_SECRETS: '1:short' }],
    ['BETTER_AUTH_SECRETS', { BETTER_AUTH_SECRETS: `1:${'a'.repeat(32)},1:${'b'.repeat(32)}` }],
    ['LOG_LEVEL', { LOG_LEVEL: 'chatty' }],
  ])('%s: %o', (name, env) => {
    const message = refusal(env)
    expect(message).toMatch(new RegExp(`^${name} `))
    expect(message).not.toContain('\n')
    expect(message).toMatch(/Correct|remove|Set|must/)
  })

  test('a secret that is wrong is not shown', () => {
    expect(refusal({ METRICS_TOKEN: 'hunter2' })).not.toContain('hunter2')
    expect(refusal({ DATABASE_URL: 'mysql://root:hunter2@localhost/db' })).not.toContain('hunter2')
    expect(refusal({ ADMIN_EMAIL: 'a@opdc.example', ADMIN_PASSWORD: 'hunter2' })).not.toContain('hunter2')
  })
})

describe('settings that go together', () => {
  test.each([
    ['LINE_CHANNEL_SECRET', { LINE_CHANNEL_ACCESS_TOKEN: 'token' }],
    ['LINE_CHANNEL_SECRET', { LINE_CHANNEL_ID: '1234567890' }],
    ['LINE_CHANNEL_SECRET', { LINE_CHANNEL_SECRET_PREVIOUS: 'old' }],
    ['LINE_CHANNEL_ACCESS_TOKEN', { LINE_CHANNEL_SECRET: 'secret' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'a@opdc.example' }],
    ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'long enough for this' }],
    ['DATABASE_URL', { SENDER_DATABASE_URL: 'postgresql://localhost/db' }],
    ['SENDER_DATABASE_URL', { DATABASE_URL: 'postgresql://localhost/db' }],
    [
      'BALLOT_DATABASE_URL',
      { DATABASE_URL: 'postgresql://localhost/db', SENDER_DATABASE_URL: 'postgresql://sender@localhost/db' },
    ],
  ])('half set: the line names the missing %s', (missing, env) => {
    expect(refusal(env)).toMatch(new RegExp(`^${missing} .*is missing while`))
  })

  test('a process is given only the logins of its roles, and none twice', () => {
    const url = (login: string) => `postgresql://${login}@localhost/db`
    const env = { DATABASE_URL: url('app') }
    expect(loadConfig({ env: { ...env, ROLES: 'web' } }).databaseUrls?.app).toBe(url('app'))
    expect(refusal({ ...env, ROLES: 'worker' })).toMatch(/^SENDER_DATABASE_URL is missing/)
    expect(refusal({ ...env, ROLES: 'ballot' })).toMatch(/^BALLOT_DATABASE_URL is missing/)
    expect(loadConfig({ env: { ...env, ROLES: 'worker', SENDER_DATABASE_URL: url('sender') } }).databaseUrls).toEqual({
      owner: url('app'),
      app: url('app'),
      sender: url('sender'),
      ballot: url('app'),
    })
    const twice = { ...env, SENDER_DATABASE_URL: url('sender'), BALLOT_DATABASE_URL: url('app') }
    expect(refusal(twice)).toMatch(/^BALLOT_DATABASE_URL has the login of DATABASE_URL/)
  })

  test('a channel needs its secret and one way to a token', () => {
    expect(loadConfig({ env: channel }).line).toEqual({
      mode: 'channel',
      secrets: [channel.LINE_CHANNEL_SECRET],
      token: { kind: 'long-lived', value: 'token' },
    })
    expect(loadConfig({ env: { LINE_CHANNEL_SECRET: 'new', LINE_CHANNEL_ID: '1234567890' } }).line).toMatchObject({
      token: { kind: 'stateless', channelId: '1234567890' },
    })
  })

  test('two secrets are valid while one is being replaced', () => {
    const { line } = loadConfig({ env: { ...channel, LINE_CHANNEL_SECRET_PREVIOUS: 'old' } })
    expect(line).toMatchObject({ secrets: [channel.LINE_CHANNEL_SECRET, 'old'] })
  })

  test("a channel talks to LINE's hosts, a look-alike takes both kinds of call", () => {
    expect(loadConfig({ env: channel })).toMatchObject({
      lineApiUrl: 'https://api.line.me',
      lineDataApiUrl: 'https://api-data.line.me',
    })
    expect(loadConfig({ env: { ...channel, LINE_API_URL: 'http://localhost:9000/' } })).toMatchObject({
      lineApiUrl: 'http://localhost:9000',
      lineDataApiUrl: 'http://localhost:9000',
    })
  })
})

describe('addresses', () => {
  test('equal host names stop the start, whatever their ports and letters', () => {
    for (const ballot of ['http://localhost:3001', 'http://LOCALHOST:3001']) {
      expect(refusal({ BALLOT_URL: ballot })).toMatch(/^BALLOT_URL must have another host name than PUBLIC_URL/)
    }
    expect(refusal({ PUBLIC_URL: 'https://a.example', BALLOT_URL: 'https://a.example:8443' })).toMatch(/^BALLOT_URL/)
  })

  test('plain http is for this machine only', () => {
    expect(refusal({ ...https, PUBLIC_URL: 'http://sucharit.example' })).toMatch(/^PUBLIC_URL must begin with https/)
    expect(refusal({ ...https, BALLOT_URL: 'http://ballot.example' })).toMatch(/^BALLOT_URL must begin with https/)
    expect(refusal({ LINE_API_URL: 'http://line.example' })).toMatch(/^LINE_API_URL must begin with https/)
    expect(refusal({ LINE_DATA_API_URL: 'http://line.example' })).toMatch(/^LINE_DATA_API_URL must begin with https/)
    expect(refusal({ ...https, PUBLIC_URL: 'HTTP://sucharit.example' })).toMatch(/^PUBLIC_URL must begin with https/)
    expect(refusal({ PUBLIC_URL: 'http://localhost.evil.example' })).toMatch(/^PUBLIC_URL/)
    expect(loadConfig({ env: { PUBLIC_URL: 'http://[::1]:3000' } }).publicUrl).toBe('http://[::1]:3000')
  })

  test('a slash at the end is not doubled later', () => {
    expect(loadConfig({ env: { ...https, PUBLIC_URL: 'https://sucharit.example/' } }).publicUrl).toBe(
      'https://sucharit.example',
    )
  })
})

describe('folders', () => {
  test('SECRETS_DIR inside DATA_DIR, or the same, stops the start', () => {
    for (const [data, secrets] of [
      ['/srv/data', '/srv/data'],
      ['/srv/data', '/srv/data/secrets'],
      ['/srv/data/', '/srv/data/x/../secrets'],
      ['/', '/srv/secrets'],
    ] as const) {
      expect(refusal({ DATA_DIR: data, SECRETS_DIR: secrets })).toMatch(/^SECRETS_DIR must lie outside DATA_DIR/)
    }
  })

  test('a folder whose name only begins the same is outside', () => {
    expect(loadConfig({ env: { DATA_DIR: '/srv/data', SECRETS_DIR: '/srv/data-secrets' } }).secretsDir).toBe(
      '/srv/data-secrets',
    )
  })
})

test('trusted proxies are addresses, networks or the words that Express knows', () => {
  const { trustedProxies } = loadConfig({ env: { TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,192.168.1.7, ::1' } })
  expect(trustedProxies).toEqual(['loopback', '10.0.0.0/8', '192.168.1.7', '::1'])
})

test('mail is both of its variables or none', () => {
  expect(loadConfig({ env: {} }).mail).toBeUndefined()
  const mail = { SMTP_URL: 'smtps://user:word@mail.example:465', MAIL_FROM: 'สุจริต <sucharit@office.example>' }
  expect(loadConfig({ env: mail }).mail).toEqual({ url: mail.SMTP_URL, from: mail.MAIL_FROM })
  expect(refusal({ SMTP_URL: mail.SMTP_URL })).toContain('MAIL_FROM is missing')
  expect(refusal({ ...mail, SMTP_URL: 'https://mail.example' })).toContain('SMTP_URL must begin with smtp://')
  expect(refusal({ ...mail, MAIL_FROM: 'nobody' })).toContain('MAIL_FROM must hold an e-mail address')
})

describe('LINE Login for officers', () => {
  const login = { LINE_LOGIN_CHANNEL_ID: '1650000000', LINE_LOGIN_CHANNEL_SECRET: 'c'.repeat(32) }

  test('is there with a secret, with or without a LIFF app, and in the simulator', () => {
    expect(loadConfig({ env: { ...https, ...channel } }).login).toBeUndefined()
    const config = loadConfig({ env: { ...https, ...channel, ...login } })
    expect([config.login, config.liff]).toEqual([
      {
        authorizeUrl: 'https://access.line.me/oauth2/v2.1/authorize',
        channelId: login.LINE_LOGIN_CHANNEL_ID,
        secret: login.LINE_LOGIN_CHANNEL_SECRET,
      },
      undefined,
    ])
    expect(loadConfig({ env: {} }).login).toEqual({
      authorizeUrl: 'http://localhost:3002/oauth2/v2.1/authorize',
      channelId: '1000000002',
      secret: undefined,
    })
  })

  test('says what is missing', () => {
    const { LINE_LOGIN_CHANNEL_SECRET, LINE_LOGIN_CHANNEL_ID } = login
    expect(refusal({ LINE_LOGIN_CHANNEL_SECRET })).toContain('LINE_LOGIN_CHANNEL_ID is missing')
    expect(refusal({ LINE_LOGIN_CHANNEL_ID })).toContain('LIFF_ID is missing')
  })
})
