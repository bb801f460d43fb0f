import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createServer as createTlsServer, getCACertificates, type Server, setDefaultCACertificates } from 'node:tls'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { doctor } from '../../../src/compose/commands/doctor.ts'
import type { CheckContext, Finding } from '../../../src/compose/doctor/check.ts'
import { checkHosts } from '../../../src/compose/doctor/check-hosts.ts'
import { checkLine } from '../../../src/compose/doctor/check-line.ts'
import { checkMachine, judgeMemory } from '../../../src/compose/doctor/check-machine.ts'
import { checkStores } from '../../../src/compose/doctor/check-stores.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { createLog } from '../../../src/platform/log.ts'
import { hasPostgres15, startPostgres15 } from '../../support/postgres-15.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import { createTestDatabase } from '../../support/test-database.ts'
import { startTestSimulator, type TestSimulator, testChannel } from '../../support/test-simulator.ts'

// Real: sockets, files, servers of each kind. Played: LINE, by the simulator. Each line is seen to be ok and seen to say what to do.

const log = createLog({ level: 'silent' })
const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An installation with folders of its own. */
function contextOf(env: Record<string, string> = {}, now = new Date()): CheckContext {
  const at = mkdtempSync(join(folder, 'at-'))
  const [dataDir, secretsDir] = [join(at, 'data'), join(at, 'secrets')]
  mkdirSync(dataDir)
  mkdirSync(secretsDir, { mode: 0o700 })
  return { config: loadConfig({ env: { DATA_DIR: dataDir, SECRETS_DIR: secretsDir, ...env } }), now }
}

const find = (findings: Finding[], name: string) => findings.find((finding) => finding.name === name)
const isFix = (...words: string[]) => ({
  state: 'fix',
  detail: expect.stringMatching(new RegExp(words.map((word) => `(?=.*${word})`).join(''))),
})

describe('LINE', () => {
  let simulator: TestSimulator
  beforeAll(async () => {
    simulator = await startTestSimulator()
  })
  afterEach(async () => {
    await simulator.control('/faults', [])
    await simulator.control('/settings', { webhook: 'on', chatMode: 'bot' })
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: simulator.receiver.url })
  })
  afterAll(() => simulator.close())

  const look = (env: Record<string, string> = {}) =>
    checkLine(
      contextOf({
        PUBLIC_URL: new URL(simulator.receiver.url).origin,
        BALLOT_URL: 'http://localhost:3001',
        LINE_CHANNEL_SECRET: testChannel.secret,
        LINE_CHANNEL_ACCESS_TOKEN: testChannel.accessToken,
        LINE_API_URL: simulator.url,
        ...env,
      }),
      { clock: systemClock, log },
    )
  const lookAtWebhook = async (env?: Record<string, string>) => find(await look(env), 'LINE webhook')

  test('knows the token; one that was revoked is to be issued anew', async () => {
    expect(find(await look(), 'LINE token')).toMatchObject({ state: 'ok', detail: expect.stringContaining('@') })
    const findings = await look({ LINE_CHANNEL_ACCESS_TOKEN: 'revoked' })
    expect(find(findings, 'LINE token')).toMatchObject(isFix('new token'))
  })

  test('answers in the bot’s place while chat is on', async () => {
    expect(find(await look(), 'LINE chat')).toEqual({ name: 'LINE chat', state: 'ok', detail: 'Chat is off.' })
    await simulator.control('/settings', { chatMode: 'chat' })
    expect(find(await look(), 'LINE chat')).toMatchObject(isFix('turn off Chat'))
  })

  test('calls the webhook at PUBLIC_URL', async () => {
    expect(await lookAtWebhook()).toMatchObject({ state: 'ok', detail: expect.stringContaining('200') })
  })

  test('calls another address, though something answers there', async () => {
    const elsewhere = simulator.receiver.url.replace('127.0.0.1', 'localhost')
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: elsewhere })
    expect(await lookAtWebhook()).toMatchObject(isFix(elsewhere, simulator.receiver.url))
  })

  test('would answer its own test, but “Use webhook” is off', async () => {
    await simulator.control('/settings', { webhook: 'off' })
    expect(await lookAtWebhook()).toMatchObject(isFix('Use webhook', 'on'))
  })

  test('has no address to call', async () => {
    await simulator.control('/faults', [{ endpoint: 'webhook-endpoint', mode: 'status', status: 404 }])
    expect(await lookAtWebhook()).toMatchObject(isFix('no webhook URL', simulator.receiver.url))
  })

  test('gets an error, or nothing, for its test', async () => {
    simulator.receiver.answers.push(500)
    expect(await lookAtWebhook()).toMatchObject(isFix('ERROR_STATUS_CODE', 'LINE_CHANNEL_SECRET'))
    simulator.receiver.answers.push('hang')
    expect(await lookAtWebhook()).toMatchObject(isFix('REQUEST_TIMEOUT', 'readyz'))
    const closed = 'http://127.0.0.1:9'
    await simulator.line('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: `${closed}/webhook` })
    expect(await lookAtWebhook({ PUBLIC_URL: closed })).toMatchObject(isFix('COULD_NOT_CONNECT', '443'))
  })
})

const hourMs = 3_600_000
const otherDisk = '/dev/shm'
const hasOtherDisk = existsSync(otherDisk)
const onOtherDisk = () => mkdtempSync(join(otherDisk, 'doctor-'))

describe('the machine', () => {
  let line: ReturnType<typeof createServer>
  let lineUrl: string
  beforeAll(async () => {
    line = createServer((_request, response) => response.end())
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
    lineUrl = `http://127.0.0.1:${(line.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => line.close(resolve)))

  const look = async (name: string, env: Record<string, string> = {}, now = new Date()) =>
    find(await checkMachine(contextOf({ LINE_API_URL: lineUrl, ...env }, now)), name)

  test.each([
    [3.9, 'ok', '3.9 GB'],
    [1.9, 'fix', 'Give the machine 4 GB'],
  ])('memory of %f GB', (gigabytes, state, words) => {
    expect(judgeMemory(gigabytes * 1024 ** 3)).toMatchObject({ state, detail: expect.stringContaining(words) })
  })

  test('disk: room for two backups, none at all, or no folder', async () => {
    expect(await look('disk')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/GB free of \d+ GB/) })
    expect(await look('disk', { DATA_DIR: '/proc' })).toMatchObject(isFix('0.0 GB free', 'larger disk'))
    expect(await look('disk', { DATA_DIR: join(folder, 'nowhere') })).toMatchObject(isFix('Start the service once'))
  })

  test('secrets: on the disk of the data, or open to others', async () => {
    expect(await look('secrets')).toMatchObject(isFix('same disk as DATA_DIR', 'of its own'))
    const open = mkdtempSync(join(folder, 'open-'))
    chmodSync(open, 0o750)
    expect(await look('secrets', { SECRETS_DIR: open })).toMatchObject(isFix(`chmod 700 ${open}`))
  })

  test.skipIf(!hasOtherDisk)('secrets: on another disk', async () => {
    const apart = onOtherDisk()
    expect(await look('secrets', { SECRETS_DIR: apart })).toMatchObject({ state: 'ok' })
    rmSync(apart, { recursive: true })
  })

  test('clock: as LINE’s, ten seconds off, or a LINE that cannot be asked', async () => {
    expect(await look('clock')).toMatchObject({ state: 'ok' })
    expect(await look('clock', {}, new Date(Date.now() + 10_000))).toMatchObject(isFix('1\\d s|9 s', 'set-ntp'))
    expect(await look('clock', { LINE_API_URL: 'http://127.0.0.1:1' })).toMatchObject(isFix('api.line.me'))
  })
})

describe('backups', () => {
  const nameOf = (at: number) => new Date(at).toISOString().slice(0, 19).replaceAll(':', '')

  /** Backups so many hours old, at the first place and, if one is set, at the second. */
  async function look(first: number | undefined, second?: { at: string; age: number | undefined }) {
    const context = contextOf()
    const backups = join(dirname(context.config.dataDir), 'backups')
    mkdirSync(backups)
    const make = (at: string, age: number) => mkdirSync(join(at, nameOf(context.now.getTime() - age * hourMs)))
    if (first !== undefined) make(backups, first)
    if (second) writeFileSync(join(backups, 'second-place'), `${second.at}\n`)
    if (second?.age !== undefined) make(second.at, second.age)
    const findings = await checkStores(context, log)
    return [find(findings, 'backup'), find(findings, 'second backup')]
  }

  test.each([
    [10, { state: 'ok', detail: 'The last backup is 10 h old.' }],
    [40, isFix('40 h old', 'nightly timer')],
    [-3, isFix('3 h ahead of the clock', 'Set it')],
    [undefined, isFix('no backup in', 'sucharit -- backup')],
  ])('the last is %s hours old', async (age, expected) => {
    expect((await look(age))[0]).toMatchObject(expected)
  })

  test('a second place is asked for, and refused on the disk of the first', async () => {
    expect((await look(1))[1]).toMatchObject({ state: 'by_hand', detail: expect.stringContaining('--copy-to') })
    const at = mkdtempSync(join(folder, 'second-'))
    expect((await look(1, { at, age: 1 }))[1]).toMatchObject(isFix(at, 'Mount the other disk'))
  })

  test.skipIf(!hasOtherDisk).each([
    [1, { state: 'ok' }],
    [40, isFix('40 h old', 'can be written to')],
    [undefined, isFix('no backup in', 'can be written to')],
  ])('a second place on another disk: the last is %s hours old', async (age, expected) => {
    const at = onOtherDisk()
    expect(await look(1, { at, age })).toMatchObject([{ state: 'ok' }, expected])
    rmSync(at, { recursive: true })
  })
})

describe('PostgreSQL', () => {
  const look = (app: string) => {
    const of = (login: string) => Object.assign(new URL(app), { username: login }).href
    const [SENDER_DATABASE_URL, BALLOT_DATABASE_URL] = [of('sucharit_sender'), of('sucharit_ballot')]
    return checkStores(contextOf({ DATABASE_URL: app, SENDER_DATABASE_URL, BALLOT_DATABASE_URL }), log)
  }

  test('that is new enough, whose login for people cannot read ballots', async () => {
    const made = await createTestDatabase()
    const findings = await look(made.url)
    expect(find(findings, 'PostgreSQL')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^\d+/) })
    expect(find(findings, 'database logins')).toMatchObject({ state: 'ok' })
    expect(find(await look(made.ownerUrl), 'database logins')).toMatchObject(isFix('sucharit_app', 'postgres-logins'))
    await made.drop()
  })

  test.skipIf(!hasPostgres15)(
    'that is too old',
    async () => {
      const old = await startPostgres15()
      expect(find(await look(old.url('sucharit_web')), 'PostgreSQL')).toMatchObject(
        isFix('^Version 15', 'too old', '16'),
      )
      await old.stop()
    },
    120_000,
  )

  test('that is away', async () => {
    const [found] = await look('postgresql://nobody:x@127.0.0.1:1/sucharit')
    expect(found).toMatchObject({ name: 'PostgreSQL', ...isFix('DATABASE_URL') })
  })
})

const server = await startRedisServer({ appendOnly: true })
describe.skipIf(!server)('Redis', () => {
  const client = server && new Redis(server.url)
  afterAll(async () => {
    client?.disconnect()
    await server?.stop()
  })
  const look = async (url = server?.url ?? '') => find(await checkStores(contextOf({ REDIS_URL: url }), log), 'Redis')

  test('as it must be; one that evicts jobs; one without a file; one that is away', async () => {
    expect(await look()).toMatchObject({ state: 'ok', detail: expect.stringContaining('AOF on') })
    await client?.config('SET', 'maxmemory-policy', 'allkeys-lru')
    expect(await look()).toMatchObject(isFix('allkeys-lru', 'noeviction'))
    await client?.config('SET', 'maxmemory-policy', 'noeviction')
    await client?.config('SET', 'appendonly', 'no')
    expect(await look()).toMatchObject(isFix('appendonly is off'))
    expect(await look('redis://127.0.0.1:1')).toMatchObject(isFix('REDIS_URL'))
  })
})

describe('host names', () => {
  const [web, ballot] = ['sucharit.office.test', 'ballot.office.test']
  const trusted = getCACertificates('default')
  const servers: Server[] = []
  afterEach(() => {
    for (const one of servers.splice(0)) one.close()
    setDefaultCACertificates(trusted)
  })

  /** A server whose certificate, good for so many days, names these hosts. */
  async function serve(names: string[], days = 90): Promise<number> {
    const at = mkdtempSync(join(folder, 'tls-'))
    const [keyFile, certFile] = [join(at, 'key.pem'), join(at, 'cert.pem')]
    const san = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
    const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const out = ['-keyout', keyFile, '-out', certFile, '-days', String(days), '-subj', '/CN=doctor', '-addext', san]
    execFileSync('openssl', ['req', '-x509', ...ec, ...out], { stdio: 'ignore' })
    const cert = readFileSync(certFile, 'utf8')
    const made = createTlsServer({ key: readFileSync(keyFile), cert })
    servers.push(made)
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
    setDefaultCACertificates([...getCACertificates('default'), cert])
    return (made.address() as AddressInfo).port
  }

  const look = (webPort: number, ballotPort: number) =>
    checkHosts(
      contextOf({ PUBLIC_URL: `https://${web}:${webPort}`, BALLOT_URL: `https://${ballot}:${ballotPort}` }),
      (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]), // both names lead to this machine
    )

  test('a certificate each', async () => {
    const findings = await look(await serve([web]), await serve([ballot]))
    expect(findings).toMatchObject([
      { name: 'TLS of PUBLIC_URL', state: 'ok' },
      { name: 'TLS of BALLOT_URL', state: 'ok' },
      { name: 'host names apart', state: 'ok' },
    ])
  })

  test.each([
    ['one for both', [web, ballot]],
    ['a wildcard', ['*.office.test']],
  ])('%s lets a browser send both hosts’ requests over one connection', async (_what, names) => {
    const shared = await serve(names)
    expect(find(await look(shared, shared), 'host names apart')).toMatchObject(
      isFix('separate one', 'without a wildcard'),
    )
    const own = await serve([ballot])
    expect(find(await look(shared, own), 'host names apart')).toMatchObject({ state: 'fix' })
  })

  test('one that ends within two weeks', async () => {
    const findings = await look(await serve([web]), await serve([ballot], 10))
    expect(find(findings, 'TLS of PUBLIC_URL')).toMatchObject({
      state: 'ok',
      detail: 'The certificate expires in 89 days.',
    })
    expect(find(findings, 'TLS of BALLOT_URL')).toMatchObject(isFix('expires in 9 days', 'renew'))
  })

  test('one of another host, or nobody who answers', async () => {
    const own = await serve([ballot])
    expect(await look(own, own)).toMatchObject([{ name: 'TLS', ...isFix(web, 'proxy', '443') }])
    expect(await look(1, own)).toMatchObject([{ name: 'TLS', ...isFix('proxy') }])
  })

  test('of this machine need none', async () => {
    expect(await checkHosts(contextOf())).toMatchObject([{ name: 'TLS', state: 'skipped' }])
  })
})

test('the command prints a line for each, marked, and ends with 1 while there is something to mend', async () => {
  const lines: string[] = []
  const { config } = contextOf({ SIMULATOR_PORT: '1' })
  const call = {
    config,
    log,
    clock: systemClock,
    options: {},
    words: [],
    print: (line: string) => void lines.push(line),
  }
  expect(await doctor.run({ ...call, flags: new Set() })).toBe(1)
  expect(lines).toEqual(
    expect.arrayContaining([
      'skipped LINE: No LINE channel is set, so the simulator is used instead.',
      expect.stringMatching(/^ok {6}disk: .*GB free/),
      expect.stringMatching(/^FIX {5}PostgreSQL: There is no database in .* yet\. Start the service once\.$/),
      expect.stringMatching(/^look {4}second backup: No second place is set/),
    ]),
  )
  for (const line of lines) expect(line).toMatch(/^\w+ +[\w ]+: [A-Z\d].*[.B]$/) // a sentence, or so many GB
  const findings = lines.splice(0)
  await doctor.run({ ...call, flags: new Set(['json']) })
  expect(JSON.parse(lines.join('\n'))).toHaveLength(findings.length)
})
