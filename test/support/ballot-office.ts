import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT } from 'jose'
import { ballotContext, castBodyBytes } from '../../src/contracts/ballot-format.ts'
import type { Answers, BallotPart, Question } from '../../src/contracts/polls.ts'
import { createCast } from '../../src/features/polls/cast-index.ts'
import { createDraw } from '../../src/features/polls/draw-index.ts'
import { makeBallotKeys, partsOf } from '../../src/features/polls/key-service.ts'
import { createIdTokenReader } from '../../src/line/id-token.ts'
import { createBallotApp } from '../../src/platform/http/ballot-app.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { startServer } from '../../src/platform/http/start-server.ts'
import { createLog } from '../../src/platform/log.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { createKeyFolders } from '../../src/platform/secrets/key-folders.ts'
import { type Bytes, blind, finalize, readSignerKey } from '../../src/web/liff/blind-signature.ts'
import { openCountingOffice, single } from './counting-office.ts'

export const loginChannelId = '1234567891'
const thirtyDays = 30 * 24 * 3600
const issuer = 'https://access.line.me'

/** LINE as far as ID tokens go: keys, and tokens signed by them. */
async function startLogin() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** As LINE gives it to this person; `over` makes one that is wrong somewhere. */
    tokenOf(sub: string, over: { iss?: string; aud?: string; exp?: number; key?: typeof privateKey } = {}) {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer(over.iss ?? issuer)
        .setAudience(over.aud ?? loginChannelId)
        .setSubject(sub)
        .setIssuedAt(now)
        .setExpirationTime(over.exp ?? now + thirtyDays) // the clock of a test may be turned
        .sign(over.key ?? privateKey)
    },
    close: () => new Promise((done) => server.close(done)),
  }
}

export type Drawing = { poll: string; part: BallotPart; nonce: Bytes; signature: Bytes }

/** Both pages' servers on real ports and a real database, each under its own login, with people, polls and keys. */
export async function openBallotOffice() {
  const office = await openCountingOffice()
  const lines: string[] = []
  const log = createLog({ level: 'trace', destination: { write: (line: string) => void lines.push(line) } })
  const login = await startLogin()
  const clock = { time: undefined as Date | undefined, now: () => clock.time ?? new Date() }
  const keyFolders = createKeyFolders(office.secretsDir)
  const draw = createDraw({
    database: office.app,
    keyFolders,
    clock,
    readIdToken: createIdTokenReader({ apiUrl: login.url, loginChannelId, clock }),
    liff: { url: `${login.url}/liff`, id: `${loginChannelId}-abc` },
    ballotUrl: 'http://127.0.0.1:1',
    agencyName: async () => 'สำนักงาน ก.พ.ร.',
    pageDir: 'dist/web/liff',
    frameHolders: [],
  })
  const openHost = () => {
    const { routes } = createCast({ database: office.ballot, keyFolders, clock, log, pageDir: 'dist/web/ballot' })
    const app = createBallotApp({ routers: [routes], checks: [], metrics: createMetrics(), isHttps: false, log })
    return startServer(app, { port: 0, host: '127.0.0.1', variable: 'BALLOT_PORT' })
  }
  const web = await startServer(
    createApp({ routers: [{ at: '/', handlers: [draw.pages] }], isHttps: false, trustedProxies: [], log }),
    { port: 0, host: '127.0.0.1', variable: 'PORT' },
  )
  let host = await openHost()
  const urls = {
    web: `http://127.0.0.1:${web.port}`,
    get ballot() {
      return `http://127.0.0.1:${host.port}`
    },
  }

  async function call(url: string, init: RequestInit = {}) {
    const response = await fetch(url, init)
    const body = await response.text()
    // biome-ignore lint/suspicious/noExplicitAny: answers are checked by the test that reads them
    return { status: response.status, headers: response.headers, text: body, body: JSON.parse(body || 'null') as any }
  }

  const post = (url: string, body: unknown) =>
    call(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  /** Blinds as page A does. */
  async function prepare(poll: { id: string; keys: Partial<Record<BallotPart, string>> }, part: BallotPart = 'score') {
    const key = await readSignerKey(new Uint8Array(Buffer.from(poll.keys[part] as string, 'base64')))
    const nonce = crypto.getRandomValues(new Uint8Array(32))
    const prepared = new Uint8Array([...nonce, ...new TextEncoder().encode(ballotContext(poll.id, part))])
    const { blinded, inverse } = await blind(key, prepared)
    return { key, poll: poll.id, part, nonce, prepared, inverse, blinded: Buffer.from(blinded).toString('base64url') }
  }
  type Prepared = Awaited<ReturnType<typeof prepare>>

  const requestDraw = async (lineUserId: string, prepared: Pick<Prepared, 'poll' | 'part' | 'blinded'>[]) =>
    post(`${urls.web}/liff/draw`, {
      idToken: await login.tokenOf(lineUserId),
      ballots: prepared.map(({ poll, part, blinded }) => ({ poll, part, blinded })),
    })

  async function finish(prepared: Prepared, signature: string): Promise<Drawing> {
    const { key, poll, part, nonce, inverse } = prepared
    const signed = new Uint8Array(Buffer.from(signature, 'base64url'))
    const done = await finalize(key, prepared.prepared, { signed, inverse })
    if (!done) throw new Error('The signature does not verify.')
    return { poll, part, nonce, signature: done }
  }

  const toBody = (ballot: Drawing, answers: unknown, over: Record<string, unknown> = {}) => {
    const prepared = Buffer.concat([ballot.nonce, Buffer.from(ballotContext(ballot.poll, ballot.part))])
    const clear = JSON.stringify({
      poll: ballot.poll,
      part: ballot.part,
      prepared: prepared.toString('base64url'),
      signature: Buffer.from(ballot.signature).toString('base64url'),
      answers,
      ...over,
      padding: '',
    })
    return clear.replace(/""}$/, `"${' '.repeat(Math.max(0, castBodyBytes - Buffer.byteLength(clear)))}"}`)
  }

  return {
    ...office,
    lines,
    clock,
    urls,
    login,
    call,
    post,
    prepare,
    requestDraw,
    finish,
    toBody,

    async makePerson() {
      const lineUserId = `U${randomUUID().replaceAll('-', '')}`
      const { id } = await office.app.prisma.staff.create({ data: { lineUserId, state: 'registered' } })
      return { id, lineUserId }
    },

    /** A poll by ballot with real keys, as publish leaves it. */
    async openBallotPoll(
      people: { id: string }[],
      poll: {
        questions?: Question[]
        state?: 'published' | 'open'
        threshold?: number
        isOneVisit?: boolean
        opensAt?: Date
        closesAt?: Date
      } = {},
    ) {
      const { questions = [single()], state = 'open', ...rest } = poll
      const made = await makeBallotKeys(partsOf(questions))
      const { id } = await office.app.prisma.poll.create({
        data: {
          title: 'ความเป็นธรรมในการมอบหมายงาน',
          anonymity: 'ballot',
          state,
          questions,
          audience: { everyone: true },
          authorId: randomUUID(),
          level: 'ballot_interim',
          promise: ['ระบบออกแบบมาไม่ให้บันทึกว่าท่านตอบอะไร'],
          keys: made.publicKeys,
          fingerprint: made.fingerprint,
          eligibleCount: people.length,
          publishedAt: new Date(),
          ...(state === 'open' && { openedAt: new Date() }),
          ...rest,
        },
      })
      await office.query('SELECT ballot.prepare_poll($1)', [id])
      await office.app.prisma.pollEligible.createMany({
        data: people.map((person) => ({ pollId: id, staffId: person.id })),
      })
      const pems = Object.entries(made.privatePems).map(([part, pem]) => [part, Buffer.from(pem)])
      office.keys.make(id, Object.fromEntries(pems))
      return { id, questions, keys: made.publicKeys, fingerprint: made.fingerprint }
    },

    /** A ballot of this person, drawn as page A does it. */
    async draw(
      lineUserId: string,
      poll: { id: string; keys: Partial<Record<BallotPart, string>> },
      part: BallotPart = 'score',
    ) {
      const prepared = await prepare(poll, part)
      const { status, body } = await requestDraw(lineUserId, [prepared])
      if (status !== 200) throw new Error(`The draw was answered ${status} ${body.code}`)
      return finish(prepared, body.ballots[0].signature)
    },

    cast: (ballot: Drawing, answers: Answers, over: Record<string, unknown> = {}) =>
      post(`${urls.ballot}/cast`, toBody(ballot, answers, over)),

    async restartHost() {
      await host.close()
      host = await openHost()
    },

    async dispose() {
      await Promise.all([web.close(), host.close(), login.close()])
      await office.dispose()
    },
  }
}

export type BallotOffice = Awaited<ReturnType<typeof openBallotOffice>>
