import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resetDemo } from '../../../src/compose/commands/reset-demo.ts'
import { turnReal } from '../../../src/compose/commands/turn-real.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { listen } from '../../../src/platform/db/listen.ts'
import { openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'
import { until } from '../../support/until.ts'

const log = createLog({ level: 'silent' })

describe('on a PostgreSQL of the office, which no seat guards', () => {
  let outside: TestDatabase
  beforeAll(async () => {
    outside = await createTestDatabase()
  })
  afterAll(() => outside.drop())

  const kindOf = async () => {
    const database = openDatabase({ url: outside.url, poolSize: 1, log, name: 'of the test' })
    const row = await database.prisma.installation.findUnique({ where: { id: 1 } })
    await database.close()
    return row?.kind
  }
  const run = (command: typeof turnReal) =>
    command.run({
      config: loadConfig({ env: { ROLES: 'web', DATABASE_URL: outside.url, OWNER_DATABASE_URL: outside.ownerUrl } }),
      log,
      clock: systemClock,
      options: {},
      flags: new Set(),
      words: [],
      print: () => {},
    })

  test.each([turnReal, resetDemo])(
    '$name waits until every process of the service has ended, wherever it runs',
    async (command) => {
      const database = openDatabase({ url: outside.url, poolSize: 1, log, name: 'of the test' })
      await database.prisma.installation.upsert({
        where: { id: 1 },
        create: { kind: 'demo' },
        update: { kind: 'demo' },
      })
      await database.close()
      const service = listen({ url: outside.url, channel: 'outbox', log, onNotify() {} })
      await until(() => service.isListening(), { withinMs: 10_000, what: 'a worker on another machine' })
      await expect(run(command)).rejects.toThrow(/in use \(sucharit listen outbox\).*on every machine/)
      expect(await kindOf()).toBe('demo')
      await service.close()
      await until(async () => (await run(command).catch(() => 1)) === 0, {
        withinMs: 20_000,
        what: 'done once it has ended',
      })
      expect(await kindOf()).toBe(command === turnReal ? 'real' : undefined)
    },
    60_000,
  )
})
