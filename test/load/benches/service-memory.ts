import { join } from 'node:path'
import { findPostmaster } from '../../../src/platform/db/embedded/cluster.ts'
import { addCrowd } from '../../support/crowd.ts'
import { createSender } from '../../support/send-campaign.ts'
import { createSystem } from '../../support/system.ts'
import { type Bench, benchPeople } from '../support/bench.ts'
import { npmStart } from '../support/product-process.ts'
import { readTreeMb } from '../support/tree-memory.ts'

const { people, named } = benchPeople(50_000)
const machineMb = 4096 // what docs/operate.md asks for

/** All that one machine has to hold: web, worker, ballot and PostgreSQL together, at rest after the demo and at most during a broadcast. */
export const serviceMemoryBench: Bench = {
  name: 'service-memory',
  async run(report) {
    const system = await createSystem({ env: { LINE_PUSH_PER_SECOND: '0', LINE_MULTICAST_PER_SECOND: '0' } })
    try {
      await system.startSimulator() // LINE is elsewhere: not counted
      await system.sim.post('/_sim/settings', { limits: 'off' })
      const service = system.start(npmStart().env, npmStart().flags)
      await service.ready()
      const sender = await createSender(system)
      const measure = () => {
        const postmaster = findPostmaster(join(system.env.DATA_DIR, 'postgres'))
        return readTreeMb([service.pid, ...(postmaster ? [postmaster.pid] : [])])
      }
      const atRest = measure()
      report({ name: 'service-memory-rest', value: atRest, unit: 'MB', baseline: machineMb, ratio: atRest / machineMb })

      await addCrowd(system, people)
      let peak = 0
      const watch = setInterval(() => (peak = Math.max(peak, measure())), 500)
      const id = await sender.send('หน่วยความจำรวม', { everyone: true, via: 'people' })
      await sender.settled(id, 600_000).finally(() => clearInterval(watch))
      report({ name: named('service-memory'), value: peak, unit: 'MB', baseline: machineMb, ratio: peak / machineMb })
    } finally {
      await system.dispose()
    }
  },
}
