import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, SignJWT } from 'jose'
import pg from 'pg'
import { blindSign } from '../../../src/features/polls/blind-signature.ts'
import { databaseUrl, readOrCreateSettings } from '../../../src/platform/db/embedded/settings.ts'
import { single } from '../../support/counting-office.ts'
import { publishBallotPoll, type SystemPoll } from '../../support/polls-of-system.ts'
import { castBodyOf, signBallot } from '../../support/sign-cast.ts'
import { type Bench, benchSeconds, medianOf } from '../support/bench.ts'
import { startProduct } from '../support/product-process.ts'
import { type RushedRequest, rushRequests } from '../support/rush.ts'
import { freePort } from '../support/spawned-server.ts'

const sustainedSeconds = 20
const perRound = 2_000
const loginChannelId = '1234567890'

/** Draws per second on the whole path of page A (ID token, audience, row, signature), against raw RSA signatures of the same Node. */
export const ballotIssueBench: Bench = {
  name: 'ballot-issue',
  async run(report) {
    const office = await openOffice()
    try {
      const { count } = await sustain('ballot-issue', 'draws/s', report, {
        url: office.web,
        // A poll and its people each time: a person draws one ballot of it, and thirty times a minute at most.
        async makeRequests() {
          const people = await office.makePeople(perRound)
          const tokens = await Promise.all(people.map(({ lineUserId }) => office.tokenOf(lineUserId)))
          const poll = await office.publish(people.map(({ id }) => id))
          return tokens.map((idToken) => {
            // Any element of the key's range is a blinded value: the server cannot tell, and blinding is the phones' work.
            const blinded = Buffer.concat([Buffer.of(0), randomBytes(255)]).toString('base64url')
            const body = { idToken, ballots: [{ poll: poll.id, part: 'score', blinded }] }
            return { path: '/liff/draw', body: JSON.stringify(body) }
          })
        },
        measureBaseline: async () => rawSignaturesPerSecond(),
      })
      const [row] = await office.query<{ count: number }>('SELECT count(*)::int FROM ballot.issuance', [])
      if (row?.count !== count) throw new Error(`${count} draws were answered 200, ${row?.count} are stored`)
    } finally {
      await office.close()
    }
  },
}

/** Casts per second on the whole path of page B (structure, signature, answers, sealed box on disk), against one row a commit. */
export const ballotCastBench: Bench = {
  name: 'ballot-cast',
  async run(report) {
    const office = await openOffice()
    try {
      const poll = await office.publish([])
      const { count } = await sustain('ballot-cast', 'casts/s', report, {
        url: office.ballot,
        makeRequests: async () =>
          Array.from({ length: perRound }, () => ({
            path: '/cast',
            body: castBodyOf(signBallot(poll.id, office.privateKeyOf(poll)), 'o1'),
          })),
        measureBaseline: office.singleInsertsPerSecond,
      })
      const [row] = await office.query<{ count: number }>(
        `SELECT (SELECT count(*) FROM ballot.spool)::int + (SELECT count(*) FROM ballot.participation)::int AS count`,
        [],
      )
      if (row?.count !== count) throw new Error(`${count} casts were answered 200, ${row?.count} are stored`)
    } finally {
      await office.close()
    }
  },
}

/**
 * Rounds of requests until they have taken so many seconds together, what they are compared with measured between them. The first
 * round warms up. The figure is all requests by all that time, so that one quick round hides no slow one.
 */
async function sustain(
  name: string,
  unit: string,
  report: Parameters<Bench['run']>[0],
  load: { url: string; makeRequests(): Promise<RushedRequest[]>; measureBaseline(): Promise<number> },
): Promise<{ count: number }> {
  const { seconds, named } = benchSeconds(sustainedSeconds)
  await rushRequests(load.url, await load.makeRequests())
  const baselines: number[] = []
  let [rounds, spent] = [0, 0]
  while (spent < seconds) {
    spent += perRound / (await rushRequests(load.url, await load.makeRequests()))
    baselines.push(await load.measureBaseline())
    rounds += 1
  }
  const [value, baseline] = [(rounds * perRound) / spent, medianOf(baselines)]
  report({ name: named(name), value, unit, baseline, ratio: value / baseline })
  return { count: (rounds + 1) * perRound }
}

function rawSignaturesPerSecond(): number {
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const keys = { privateKey, publicKey: createPublicKey(privateKey) }
  const value = Buffer.concat([Buffer.of(0), randomBytes(255)])
  const startedAt = performance.now()
  let count = 0
  for (; performance.now() - startedAt < 500; count += 1) blindSign(keys, value)
  return count / ((performance.now() - startedAt) / 1000)
}

/** The product's web and ballot roles with a LIFF channel whose keys are ours, and its database. */
async function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ballot-'))
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }
  const line = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })))
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const ballotPort = await freePort()
  const product = await startProduct({
    folder,
    env: {
      ROLES: 'web,ballot',
      BALLOT_PORT: String(ballotPort),
      LINE_CHANNEL_SECRET: 'b'.repeat(32),
      LINE_CHANNEL_ACCESS_TOKEN: 'unused',
      LINE_API_URL: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
      LINE_LOGIN_CHANNEL_ID: loginChannelId,
      LIFF_ID: `${loginChannelId}-bench`,
    },
  })
  const env = { DATA_DIR: join(folder, 'data'), SECRETS_DIR: join(folder, 'secrets'), PATH: '', PORT: '' }
  const client = new pg.Client({ connectionString: databaseUrl(await readOrCreateSettings(env.DATA_DIR), 'owner') })
  await client.connect()
  const query = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await client.query<Row>(sql, values)).rows
  const pems = new Map<string, ReturnType<typeof createPrivateKey>>()

  return {
    web: product.url,
    ballot: `http://127.0.0.1:${ballotPort}`,
    query,

    async makePeople(count: number) {
      const people = Array.from({ length: count }, () => ({
        id: randomUUID(),
        lineUserId: `U${randomBytes(16).toString('hex')}`,
      }))
      await query(
        `INSERT INTO staff (id, line_user_id, state) SELECT *, 'registered' FROM unnest($1::uuid[], $2::text[])`,
        [people.map(({ id }) => id), people.map(({ lineUserId }) => lineUserId)],
      )
      return people
    },

    async publish(staffIds: string[]): Promise<SystemPoll> {
      const poll = await publishBallotPoll({ query, env }, staffIds, { questions: [single()] })
      pems.set(poll.id, createPrivateKey(readFileSync(join(env.SECRETS_DIR, 'polls', poll.id, 'score.pem'))))
      return poll
    },

    privateKeyOf: ({ id }: SystemPoll) => pems.get(id) as ReturnType<typeof createPrivateKey>,

    async tokenOf(sub: string) {
      return new SignJWT({})
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer('https://access.line.me')
        .setAudience(loginChannelId)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey)
    },

    /** One row of a box's size, one commit each, on one connection. */
    async singleInsertsPerSecond() {
      await query('CREATE TABLE IF NOT EXISTS bench_row (id uuid PRIMARY KEY, box bytea)')
      const startedAt = performance.now()
      let count = 0
      for (; performance.now() - startedAt < 500; count += 1) {
        await query('INSERT INTO bench_row VALUES ($1, $2)', [randomUUID(), randomBytes(512)])
      }
      return count / ((performance.now() - startedAt) / 1000)
    },

    async close() {
      await client.end()
      await product.stop()
      await new Promise((done) => line.close(done))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
