import { prepareQueueSchema } from '../../../../src/platform/queue/prepare-queue-schema.ts'
import { createTestDatabase } from '../../../support/test-database.ts'
import { describeQueue } from './conformance.ts'

describeQueue('PostgreSQL', async () => {
  const database = await createTestDatabase()
  // The rights of production: the owner makes the tables, the application's login uses them.
  await prepareQueueSchema({ url: database.ownerUrl, grantTo: [decodeURIComponent(new URL(database.url).username)] })
  return { backend: { kind: 'postgres', url: database.url }, stop: () => database.drop() }
})
