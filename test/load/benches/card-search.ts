import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardSearchText } from '../../../src/contracts/search-text.ts'
import { listContents } from '../../../src/features/content/repo.ts'
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../../../src/platform/db/migrate.ts'
import { openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { type Bench, medianOf, percentileOf } from '../support/bench.ts'

const cardCount = 10_000
const searchCount = 200
const subjects = ['ของขวัญ', 'ครุภัณฑ์', 'งบประมาณ', 'อบรม', 'จริยธรรม', 'คอมพิวเตอร์', 'ทุนการศึกษา', 'จัดซื้อจัดจ้าง']
const verbs = ['ปฏิเสธ', 'แจ้ง', 'ยืม', 'ตรวจสอบ', 'รายงาน', 'เปิดเผย', 'ขออนุญาต']

/** Milliseconds of a search over 10,000 cards: words many have, words one has, and words none has (the whole table is read). */
export const cardSearchBench: Bench = {
  name: 'card-search',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-cards-'))
    const log = createLog({ level: 'error' })
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log })
    try {
      await applyMigrations({ url: server.urls.owner, log })
      const database = openDatabase({ url: server.urls.app, poolSize: 2, log })
      const cards = Array.from({ length: cardCount }, (_, index) => makeCard(index))
      // Prisma sends what is over 32,766 values as several statements at once on one connection, which pg warns of.
      for (let from = 0; from < cardCount; from += 1000) {
        await database.prisma.content.createMany({ data: cards.slice(from, from + 1000) })
      }
      const wanted = [...subjects, 'เรื่องที่ 7777', 'ยืม คอมพิวเตอร์', 'ไม่มีเรื่องนี้']
      const times: number[] = []
      for (let index = 0; index < searchCount; index += 1) {
        const q = wanted[index % wanted.length] as string
        const startedAt = performance.now()
        await database.transaction((tx) => listContents(tx, { q, limit: 20 }))
        times.push(performance.now() - startedAt)
      }
      report({ name: 'card-search median', value: medianOf(times), unit: 'ms' })
      report({ name: 'card-search p99', value: percentileOf(times, 0.99), unit: 'ms' })
      await database.close()
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function makeCard(index: number) {
  const title = `${verbs[index % verbs.length]}เรื่อง${subjects[index % subjects.length]} เรื่องที่ ${index}`
  const data = { title, do: `${title}ตามระเบียบ `.repeat(3), dont: `ละเลย${title} `.repeat(3) }
  const card = { title, data, owner: 'ศูนย์ปฏิบัติการต่อต้านการทุจริต', itaItems: ['2564/i5'], tags: [] }
  return { ...card, template: 'dos-donts', kind: 'dos_donts', searchText: cardSearchText(card) }
}
