import { type Bench, benchPeople } from '../support/bench.ts'
import { openBroadcast, unlimited } from '../support/broadcast.ts'

const { people, named } = benchPeople(1_000_000)
const ofLine = 100_000 // 200 multicasts a second to 500 people each

/** A card to 1,000,000 people one by one, LINE's limits on; and the same with no limits, to see what there is in reserve. */
export const broadcastMulticastBench: Bench = {
  name: 'broadcast-multicast',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      await broadcast.addPeople(people)
      await broadcast.startWorker()
      const limited = await broadcast.send('จำกัดอัตรา', { everyone: true, via: 'people' })
      report({
        name: named('broadcast-multicast'),
        value: limited.chatsPerSecond,
        unit: 'recipients/s',
        baseline: ofLine,
        ratio: limited.chatsPerSecond / ofLine,
      })
      report({ name: named('broadcast-planning'), value: limited.startedAfterSeconds, unit: 's' })
      await broadcast.limits('off')
      await broadcast.startWorker(unlimited)
      const free = await broadcast.send('ไม่จำกัดอัตรา', { everyone: true, via: 'people' })
      report({ name: named('broadcast-multicast-unlimited'), value: free.chatsPerSecond, unit: 'recipients/s' })
    } finally {
      await broadcast.close()
    }
  },
}
