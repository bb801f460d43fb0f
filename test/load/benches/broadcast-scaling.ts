import { type Bench, medianOf } from '../support/bench.ts'
import { type Broadcast, openBroadcast, unlimited } from '../support/broadcast.ts'

const [few, many] = [10_000, 1_000_000]

/** Processor time of worker and PostgreSQL for a recipient, of 1,000,000 against 10,000: what grows faster than the audience shows here. */
export const broadcastScalingBench: Bench = {
  name: 'broadcast-scaling',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      await broadcast.limits('off')
      await broadcast.startWorker(unlimited)
      await broadcast.addPeople(few)
      await microsecondsEach(broadcast, 'อุ่นเครื่อง', few)
      const rounds = []
      for (const round of [1, 2, 3]) rounds.push(await microsecondsEach(broadcast, `น้อย ${round}`, few))
      await broadcast.addPeople(many - few)
      const [value, baseline] = [await microsecondsEach(broadcast, 'มาก', many), medianOf(rounds)]
      report({ name: 'broadcast-scaling', value, unit: 'µs/recipient', baseline, ratio: value / baseline })
    } finally {
      await broadcast.close()
    }
  },
}

async function microsecondsEach(broadcast: Broadcast, marker: string, count: number): Promise<number> {
  const { cpuSeconds } = await broadcast.send(marker, { everyone: true, via: 'people' })
  return (cpuSeconds * 1e6) / count
}
