import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'

type Finding = { name: string; state: 'ok' | 'fix' | 'by_hand' | 'skipped'; detail: string }

/** The doctor's exit code is 1 when there is something to mend: what it says is wanted either way. */
async function findings(system: System): Promise<{ code: number; list: Finding[] }> {
  const { code, stdout } = await system.runCli('doctor', '--json').then(
    (printed) => ({ code: 0, stdout: printed }),
    (error: { code: number; stdout: string }) => error,
  )
  return { code, list: JSON.parse(stdout) }
}

const find = ({ list }: { list: Finding[] }, name: string) => list.find((finding) => finding.name === name)

describe('the doctor', () => {
  let demo: System
  let real: System

  beforeAll(async () => {
    demo = await createSystem({ env: { ROLES: 'web,worker' } })
    await demo.start().ready()
    // A real channel, played by the demo's simulator: it knows the token of the demo alone.
    real = await createSystem({
      isBare: true,
      env: {
        ROLES: 'web,worker',
        LINE_CHANNEL_SECRET: 'a-secret-of-the-channel',
        LINE_CHANNEL_ACCESS_TOKEN: 'a-token-that-was-revoked',
        LINE_API_URL: demo.urls.simulator,
        REDIS_URL: 'redis://127.0.0.1:1',
      },
    })
  })
  afterAll(async () => {
    await real.dispose()
    await demo.dispose()
  })

  test('on the demo says that the simulator stands in, and asks for a first backup', async () => {
    const report = await findings(demo)
    expect(find(report, 'LINE')).toMatchObject({ state: 'skipped' })
    expect(find(report, 'PostgreSQL')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^18/) })
    expect(find(report, 'backup')).toMatchObject({
      state: 'fix',
      detail: expect.stringContaining('sucharit -- backup'),
    })
    await demo.runCli('backup')
    expect(find(await findings(demo), 'backup')).toMatchObject({ state: 'ok' })
  })

  test('names a revoked token, a Redis that is away and a database that was never started, each with the remedy', async () => {
    const report = await findings(real)
    expect(report.code).toBe(1)
    expect(find(report, 'LINE token')).toMatchObject({ state: 'fix', detail: expect.stringContaining('new token') })
    expect(find(report, 'Redis')).toMatchObject({ state: 'fix', detail: expect.stringContaining('REDIS_URL') })
    expect(find(report, 'PostgreSQL')).toMatchObject({
      state: 'fix',
      detail: expect.stringContaining('Start the service'),
    })
    expect(find(report, 'LINE redelivery')).toMatchObject({ state: 'by_hand' })
  })

  test('says which word of a command it does not know, in place of the whole usage', async () => {
    const { stderr } = (await real.runCli('backup', '--keeep', '3').catch((error) => error)) as { stderr: string }
    expect(stderr).toContain("'--keeep'")
    expect(stderr).not.toContain('start-real')
  })
})
