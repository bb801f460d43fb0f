import { expect, test, vi } from 'vitest'
import { createQuotaService } from '../../../../src/features/quota/service.ts'
import type { Tx } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'

const none = { alert: 0, poll_invitation: 0, card: 0 }

test('says in the log that 80 % are spoken for, once a month', async () => {
  const log = createLog({ level: 'silent' })
  const warn = vi.spyOn(log, 'warn')
  const clock = { time: new Date('2026-11-25T03:00:00Z'), now: () => clock.time }
  const service = createQuotaService({
    clock,
    log,
    audit: {
      record: async () => {},
      holds: async () => true,
      verify: async () => ({ entries: 0, firstBadSeq: null, headHash: null }),
    },
    line: {
      getQuota: async () => ({ type: 'limited', value: 300 }),
      getQuotaConsumption: async () => ({ totalUsage: 240 }),
    },
    countComingCosts: async () => ({ notices: 0, started: 0, planned: none, held: none, awaiting: 0 }),
    countEveryone: async () => 0,
  })
  const look = async () => {
    await service.refresh()
    return (await service.view({} as Tx)).warnsAt80
  }
  expect([await look(), await look()]).toEqual([true, true])
  expect(warn).toHaveBeenCalledTimes(1)
  clock.time = new Date('2026-12-25T03:00:00Z')
  await look()
  expect(warn).toHaveBeenCalledTimes(2)
})
