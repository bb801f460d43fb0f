import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { StartError } from '../../../src/platform/errors.ts'

const seedFolder = join(import.meta.dirname, '../../../prisma/seed')
const seedFiles = readdirSync(seedFolder).filter((name) => name.endsWith('.json'))

describe('loadSeed', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seed-'))
    for (const name of seedFiles) cpSync(join(seedFolder, name), join(folder, name))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function change(file: string, from: string, to: string) {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(folder, file), text.replace(from, to))
  }

  test('gives values nobody can change', () => {
    const seed = loadSeed()
    expect(Object.isFrozen(seed)).toBe(true)
    expect(Object.isFrozen(seed.ita.years[0]!.instruments[0]!)).toBe(true)
    expect(Object.isFrozen(seed.measures.measures[6]!.steps[0]!.owners)).toBe(true)
    expect(Object.isFrozen(seed.cards[15]!.itaItems)).toBe(true)
  })

  test('names the file and the place of a wrong value', () => {
    change('ita-fy2566.json', '"total": 90.47', '"total": "90.47"')
    expect(() => loadSeed(folder)).toThrow(StartError)
    expect(() => loadSeed(folder)).toThrow(/ita-fy2566\.json at years\.0\.total/)
  })

  test('refuses a field it does not know', () => {
    change('units.json', '"kind"', '"sort"')
    expect(() => loadSeed(folder)).toThrow(/units\.json at units\.0/)
  })

  test('refuses double spaces and tags in words people read', () => {
    change('dos-donts.json', 'ประเมินจากผลงานจริงตาม', 'ประเมินจากผลงานจริง  ตาม')
    expect(() => loadSeed(folder)).toThrow(/dos-donts\.json at cards\.6\.do: holds a double space/)
    change('dos-donts.json', 'ประเมินจากผลงานจริง  ตาม', 'ประเมินจากผลงานจริง</p>ตาม')
    expect(() => loadSeed(folder)).toThrow(/dos-donts\.json at cards\.6\.do: holds a tag/)
  })

  test('names a missing file and one that is not JSON', () => {
    writeFileSync(join(folder, 'demo.json'), '{')
    expect(() => loadSeed(folder)).toThrow(/demo\.json cannot be read as JSON/)
    rmSync(join(folder, 'measures-fy2567.json'))
    expect(() => loadSeed(folder)).toThrow(/measures-fy2567\.json cannot be read/)
  })

  test('refuses a demo person of an unknown unit and a card that is there twice', () => {
    change('demo.json', '"unit": "monitoring"', '"unit": "moon"')
    expect(() => loadSeed(folder)).toThrow(/demo\.json: unit "moon" is not known/)
    change('demo.json', '"unit": "moon"', '"unit": "monitoring"')
    change('dos-donts.json', 'dos-donts-02', 'dos-donts-01')
    expect(() => loadSeed(folder)).toThrow(/dos-donts\.json: code "dos-donts-01" is there twice/)
  })
})

describe('demo people', () => {
  const { demo, units } = loadSeed()

  test('are 40 in 3 groups, everyone in the first group', () => {
    expect(demo.users).toHaveLength(40)
    expect(demo.groups).toHaveLength(3)
    expect(demo.groups[0]!.memberIds).toEqual(demo.users.map((user) => user.userId))
  })

  test('fill the group of a unit with exactly the people of that unit', () => {
    for (const group of demo.groups.filter((it) => it.unit !== null)) {
      const people = demo.users.filter((user) => user.unit === group.unit).map((user) => user.userId)
      expect(group.memberIds).toEqual(people)
    }
  })

  test('are plainly marked as invented', () => {
    for (const user of demo.users) expect(user.displayName).toMatch(/^\S+ \(ตัวอย่าง\)$/)
    for (const group of demo.groups) expect(group.groupName).toMatch(/ \(สาธิต\)$/)
    for (const officer of demo.officers) expect(officer.email).toMatch(/@demo\.sucharit\.local$/)
    expect(new Set(demo.users.map((user) => user.displayName)).size).toBe(40)
  })

  test('work in every unit of the agency, under an owner, an editor and an approver', () => {
    expect(new Set(demo.users.map((user) => user.unit))).toEqual(new Set(units.map((unit) => unit.code)))
    expect(demo.officers.map((officer) => officer.role)).toEqual(['owner', 'editor', 'approver'])
  })
})
