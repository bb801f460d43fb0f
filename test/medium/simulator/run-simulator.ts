import { createLog } from '../../../src/platform/log.ts'
import { startSimulator } from '../../../src/simulator/index.ts'
import { testChannel } from '../../support/test-simulator.ts'

// Run as a process of its own by persistence.test.ts, which kills it.
const [dataDir = ''] = process.argv.slice(2)
const webhookUrl = 'http://127.0.0.1:9/webhook'
const log = createLog({ level: 'silent' })
const { url } = await startSimulator({ port: 0, dataDir, channel: testChannel, webhookUrl, log })
process.stdout.write(`${url}\n`)
