import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { seedFigures } from '../../../../prisma/seed/seed-figures.ts'
import { createItaImport } from '../../../../src/features/ita/index.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { systemClock } from '../../../../src/platform/clock.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { writeSheet } from '../../../../src/platform/sheets/write-sheet.ts'
import { itaSheetRows } from '../../../support/ita-sheet.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'

// Real: PostgreSQL with the project's migrations, as the application's login, and the seeded figures.
const seed = loadSeed()
const rows = itaSheetRows(seed.ita.years.find(({ fiscalYear }) => fiscalYear === 2566)!)
let made: TestDatabase
let database: Database
beforeAll(async () => {
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 4, log: createLog({ level: 'silent' }) })
  await database.transaction((tx) => seedFigures(tx, seed, new Date()))
})
afterAll(async () => {
  await database?.close()
  await made?.drop()
})

async function take(sheet: typeof rows, fiscalYear: number, format: 'xlsx' | 'csv' = 'xlsx') {
  const file = await writeSheet({ name: 'ITA', widths: [], rows: sheet }, { format, name: 'ita' })
  const bytes = Buffer.from(await file.arrayBuffer())
  const ita = createItaImport({ audit: createAudit({ database, clock: systemClock }) })
  return database.transaction((tx) => ita.importSheet(tx, null, { fiscalYear, source: seed.ita.source, bytes }))
}

/** All that is stored of a year, but which year it is. */
async function stored(fiscalYear: number) {
  const year = await database.prisma.itaYear.findUniqueOrThrow({
    where: { fiscalYear },
    include: {
      instruments: { orderBy: { code: 'asc' } },
      indicators: { orderBy: { no: 'asc' } },
      items: { orderBy: { no: 'asc' } },
    },
  })
  return JSON.parse(JSON.stringify(year, (key, value) => (key === 'fiscalYear' ? undefined : value)))
}

const withScore = (no: string, code: string, score: number) =>
  rows.map((row) => (row[1] === no && row[2] === code ? row.with(4, score) : row))

describe('a sheet of ITA results', () => {
  test.each(['xlsx', 'csv'] as const)(
    'holds the whole of 2566: as %s it reads back as the same figures',
    async (format) => {
      const { isNew, changes } = await take(rows, format === 'xlsx' ? 2599 : 2598, format)
      expect(isNew).toBe(true)
      expect([changes.changed, changes.removed]).toEqual([[], []])
      expect(await stored(format === 'xlsx' ? 2599 : 2598)).toEqual(await stored(2566))
    },
  )

  test('changes nothing of the seeded year when it says the same', async () => {
    const before = await stored(2566)
    expect((await take(rows, 2566)).changes).toEqual({ added: [], changed: [], removed: [] })
    expect(await stored(2566)).toEqual(before)
  })

  test('replaces a year and says what is new, changed and removed', async () => {
    await take(
      rows.filter((row) => row[1] !== '7.8'),
      2597,
    )
    const again = withScore('5.2', 'IIT', 70.1).filter(([kind]) => kind !== 'เป้าหมาย')
    const { isNew, changes } = await take(again, 2597)
    expect(isNew).toBe(false)
    expect(changes).toEqual({ added: ['ข้อ 7.8', 'ข้อ 7.8 EIT'], changed: ['ข้อ 5.2 IIT'], removed: ['เป้าหมาย'] })
    expect(await stored(2597)).toMatchObject({ target: null, items: { length: 56 } })
  })

  test('stores nothing of a sheet with an error, and leaves the year as it was', async () => {
    const before = await stored(2599)
    const audited = await database.prisma.auditEntry.count()
    await expect(take(withScore('5.2', 'IIT', 101), 2599)).rejects.toMatchObject({
      code: 'ITA_SHEET_INVALID',
      data: { errors: [{ code: 'SCORE_UNREADABLE', value: '101' }] },
    })
    expect(await stored(2599)).toEqual(before)
    expect(await database.prisma.auditEntry.count()).toBe(audited)
  })

  test('is audited with its source and what it changed', async () => {
    await take(rows, 2596)
    const { actorId, body } = await database.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'ita.import', subject: '2596' },
    })
    expect(actorId).toBeNull()
    expect(JSON.parse(body).data).toEqual({
      source: seed.ita.source,
      total: 90.47,
      changes: { added: expect.any(Number), changed: 0, removed: 0 },
    })
  })
})
