import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMediaStore, type MediaStore } from '../../../../src/platform/media/media-store.ts'

let folder: string
let media: MediaStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'media-'))
  media = createMediaStore(join(folder, 'media'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.from('picture')
const hash = createHash('sha256').update(bytes).digest('hex')

test('the name is the content, and gives it back with its kind', async () => {
  expect(await media.put(bytes, 'png')).toBe(`${hash}.png`)
  expect(await media.find(`${hash}.png`)).toEqual({ bytes, contentType: 'image/png' })
  expect(await media.find(`${hash}.jpg`)).toBeUndefined()
})

test('the same bytes are one file, put at once or later', async () => {
  await Promise.all(Array.from({ length: 10 }, () => media.put(bytes, 'png')))
  await media.put(bytes, 'png')
  expect(readdirSync(join(folder, 'media', hash.slice(0, 2)))).toEqual([`${hash}.png`])
})

test('a draft that a crash left behind is never served', async () => {
  await media.put(bytes, 'png')
  writeFileSync(join(folder, 'media', hash.slice(0, 2), `${hash}.png.half`), 'half')
  expect(await media.find(`${hash}.png.half`)).toBeUndefined()
})

test.each([
  '',
  '..',
  '../../etc/passwd',
  `${hash}`,
  `${hash}.svg`,
  `${hash.toUpperCase()}.png`,
  `${hash}.png\n`,
  `x${hash}.png`,
])('%j finds nothing', async (name) => {
  await media.put(bytes, 'png')
  expect(await media.find(name)).toBeUndefined()
})
