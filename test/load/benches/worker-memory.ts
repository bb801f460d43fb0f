import { type Bench, benchPeople } from '../support/bench.ts'
import { openBroadcast, unlimited } from '../support/broadcast.ts'

const { people, named } = benchPeople(1_000_000)
const wantedMb = 250

/** The most memory that a worker has resident while it plans and sends a card to 1,000,000 people (or BENCH_PEOPLE) as fast as it can. */
export const workerMemoryBench: Bench = {
  name: 'worker-memory',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      await broadcast.limits('off')
      await broadcast.addPeople(people)
      await broadcast.startWorker(unlimited)
      const { workerPeakMb: value } = await broadcast.send('หน่วยความจำ', { everyone: true, via: 'people' })
      report({ name: named('worker-memory'), value, unit: 'MB', baseline: wantedMb, ratio: value / wantedMb })
    } finally {
      await broadcast.close()
    }
  },
}
