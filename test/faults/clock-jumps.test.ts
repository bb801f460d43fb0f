import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const hourMs = 3_600_000
const shifted = pathToFileURL(join(import.meta.dirname, '../support/shifted-clock.ts')).href

let system: System
let sender: Sender
let service: RunningSystem
let shiftFile: string

beforeAll(async () => {
  system = await createSystem()
  shiftFile = join(system.dir, 'clock-shift')
  await system.startSimulator()
  const env = { ROLES: 'web,worker', CLOCK_SHIFT_FILE: shiftFile, NODE_OPTIONS: `--import=${shifted}` }
  service = system.start(env)
  await service.ready()
  sender = await createSender(system)
})
afterAll(() => system?.dispose())

/** Sets the clock of the service, and waits until it has seen it. */
async function setClock(shiftMs: number): Promise<void> {
  writeFileSync(shiftFile, String(shiftMs))
  const seen = `${shiftFile}.${service.pid}`
  await until(() => existsSync(seen) && readFileSync(seen, 'utf8') === String(shiftMs), {
    withinMs: 20_000,
    what: `a clock that is ${shiftMs / hourMs} h off`,
  })
}

const inMinutes = (minutes: number) => ({
  schedule: { kind: 'once', at: new Date(Date.now() + minutes * 60_000).toISOString() },
})
const timesSent = async (marker: string) => (await system.sim.sentWith(marker)).length

/** A send of now, from its draft to the end: what was due before it has been looked at too. */
async function sendAndSettle(marker: string): Promise<void> {
  expect(await sender.settled(await sender.send(marker))).toMatchObject({ total: 3, accepted: 3 })
}

async function signIn(): Promise<() => Promise<number>> {
  const origin = system.urls.web.replace('127.0.0.1', 'localhost')
  const answer = await fetch(`${origin}/api/auth/demo/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ role: 'editor' }),
  })
  expect(answer.status).toBe(200)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return async () => (await fetch(`${origin}/api/v1/groups`, { headers: { Cookie: cookie } })).status
}

test('[R20] the clock of a running service jumps an hour ahead and back: what is too late waits for a person, the rest goes once, and logins go on', async () => {
  const askSignedIn = await signIn()
  const tooLate = await sender.send('ก่อนกระโดดสี่สิบนาที', undefined, inMinutes(20))
  const inTime = await sender.send('ก่อนกระโดดสองนาที', undefined, inMinutes(58))

  await setClock(hourMs)
  expect(await sender.settled(inTime)).toMatchObject({ total: 3, accepted: 3 })
  await until(async () => (await sender.runOf(tooLate))?.state === 'held', { withinMs: 20_000, what: 'a held run' })
  expect(await sender.runOf(tooLate)).toMatchObject({ reason: 'late' })
  expect(await askSignedIn()).toBe(200)
  const later = await signIn()

  await setClock(0)
  await sendAndSettle('หลังกระโดดกลับ')
  expect([await askSignedIn(), await later()]).toEqual([200, 200])

  await setClock(-hourMs)
  await sendAndSettle('ช้าไปหนึ่งชั่วโมง')
  expect(await askSignedIn()).toBe(200)

  // Neither of the jumps brought anything a second time, and what was held has not moved.
  expect([await timesSent('ก่อนกระโดดสองนาที'), await timesSent('ก่อนกระโดดสี่สิบนาที')]).toEqual([3, 0])
  await setClock(13 * hourMs)
  expect(await askSignedIn()).toBe(401)
})

test('the doctor sees a clock that is wrong, and says how to set it', async () => {
  const { stdout } = await askDoctor()
  const findings = JSON.parse(stdout) as { name: string; state: string; detail: string }[]
  expect(findings.find(({ name }) => name === 'clock')).toMatchObject({
    state: 'fix',
    detail: expect.stringMatching(/differs from LINE’s by 3\d{3} s\. .*timedatectl/),
  })
})

/** As `npm run sucharit -- doctor --json` on a machine whose clock is an hour ahead of LINE's. */
async function askDoctor(): Promise<{ stdout: string }> {
  writeFileSync(shiftFile, String(hourMs))
  return promisify(execFile)(process.execPath, [`--import=${shifted}`, 'src/cli.ts', 'doctor', '--json'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...system.env, CLOCK_SHIFT_FILE: shiftFile },
  }).catch((error: { stdout: string }) => error)
}
