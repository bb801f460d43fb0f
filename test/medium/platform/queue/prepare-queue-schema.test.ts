import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('is prepared by many processes at once: a command line beside a service that starts', async () => {
  const prepare = () => prepareQueueSchema({ url: database.ownerUrl, grantTo: ['sucharit_app'] })
  const ends = await Promise.allSettled(Array.from({ length: 12 }, prepare))
  expect(ends.filter(({ status }) => status === 'rejected')).toEqual([])
})
