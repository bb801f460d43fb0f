import type { Bench } from '../support/bench.ts'
import { percentileOf } from '../support/bench.ts'
import { type Broadcast, openBroadcast } from '../support/broadcast.ts'
import { seedYears } from '../support/seed-years.ts'

const people = 100_000 // a broadcast of 200 multicasts, with LINE's limits on
const asked = 300

/** p95 of the pages officers look at, with years of campaigns behind them and while a broadcast goes out; the baseline is the same before both. */
export const consoleListBench: Bench = {
  name: 'console-list',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      const api = broadcast.system.api(await broadcast.system.createToken('viewer'))
      await broadcast.addPeople(people)
      await broadcast.startWorker()
      const baseline = await measureLists(api, () => false)
      await seedYears(broadcast.system)
      let isSent = false
      const sending = broadcast.send('ระหว่างดูรายการ', { everyone: true, via: 'people' }).then(() => {
        isSent = true
      })
      const value = await measureLists(api, () => isSent)
      await sending
      report({ name: 'console-list', value, unit: 'ms p95', baseline, ratio: value / baseline })
    } finally {
      await broadcast.close()
    }
  },
}

/** The first page of campaigns and the month of the calendar, one after the other as a person would. */
async function measureLists(api: ReturnType<Broadcast['system']['api']>, isOver: () => boolean): Promise<number> {
  const now = Date.now()
  const from = encodeURIComponent(new Date(now - 15 * 86_400_000).toISOString())
  const to = encodeURIComponent(new Date(now + 15 * 86_400_000).toISOString())
  const paths = ['/campaigns?limit=50', `/runs?limit=50&from=${from}&to=${to}`]
  const times: number[] = []
  for (let count = 0; count < asked && (count < 40 || !isOver()); count += 1) {
    const startedAt = performance.now()
    const { status } = await api.get(paths[count % paths.length] as string)
    if (status !== 200) throw new Error(`${paths[count % paths.length]} answered ${status}`)
    times.push(performance.now() - startedAt)
  }
  return percentileOf(times, 0.95)
}
