import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, describe, expect, test } from 'vitest'
import { createPictures, PictureTooFull } from '../../../../src/platform/pictures/create-pictures.ts'
import { column, type PictureTree, words } from '../../../../src/platform/pictures/picture-tree.ts'
import { until } from '../../../support/until.ts'

const pictures = createPictures()
afterAll(() => pictures.close())

const size = { width: 1040, height: 1040 }

/** A picture with a head of one line and a body that has room for about ten lines of 46 px. */
function page(head: string, body: string): PictureTree {
  return column({ width: '100%', height: '100%', padding: 60, backgroundColor: '#fff', color: '#000' }, [
    words(head, { fontSize: 64 }, { field: 'title', lines: 1 }),
    column({ flexGrow: 1, flexBasis: 0, minHeight: 0, padding: 40 }, [
      words(body, { fontSize: 46 }, { field: 'do' }),
      words('สั้น', { fontSize: 46 }, { field: 'short' }),
    ]),
  ])
}

async function refusalOf(tree: PictureTree): Promise<PictureTooFull> {
  const error = await pictures.renderPicture(tree, size).catch((caught) => caught)
  expect(error).toBeInstanceOf(PictureTooFull)
  return error
}

test('after a pause is drawn by a new process: the old one has given its memory back', async () => {
  const own = createPictures({ idleMs: 1 })
  const others = listDrawing()
  const isGone = () => listDrawing().every((one) => others.includes(one))
  for (const words of ['หนึ่ง', 'สอง']) {
    expect(await own.renderPicture(page(words, 'เนื้อหา'), size)).toBeInstanceOf(Buffer)
    await until(isGone, { withinMs: 5000, what: 'the drawing process has ended' })
  }
})

/** Drawing processes begun by this one, each by its id. */
function listDrawing(): string[] {
  return execFileSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('picture-process'))
}

test('lets a program that has drawn and closed go on to its end', () => {
  const program = `
    import { createPictures } from ${JSON.stringify(new URL('../../../../src/platform/pictures/create-pictures.ts', import.meta.url).href)}
    const pictures = createPictures()
    await pictures.renderPicture(${JSON.stringify(page('เรื่อง', 'เนื้อหา'))}, ${JSON.stringify(size)})
    await pictures.close()
    process.stdout.write('the end')`
  const file = join(mkdtempSync(join(tmpdir(), 'pictures-')), 'draw.mjs')
  writeFileSync(file, program)
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe('the end')
})

describe('a picture', () => {
  test('is drawn as PNG of its size, with Thai letters on it', async () => {
    const png = PNG.sync.read(await pictures.renderPicture(page('หัวเรื่อง', 'ปฏิเสธอย่างสุภาพ'), size))
    expect([png.width, png.height]).toEqual([1040, 1040])
    const blank = PNG.sync.read(await pictures.renderPicture(page(' ', ' '), size))
    expect(png.data.equals(blank.data)).toBe(false)
  })

  test('is the same to the last bit when it is drawn again', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => pictures.renderPicture(page('เรื่อง', 'เนื้อหา'), size)))
    expect(one?.equals(two as Buffer)).toBe(true)
  })

  test('whose words leave their box is refused with the longest field and how much to cut, and fits once it is cut', async () => {
    const text = 'แจ้งผู้บังคับบัญชาเมื่อคนในครอบครัวได้รับของขวัญ '
    const [problem, ...others] = (await refusalOf(page('หัวเรื่อง', text.repeat(12)))).fields
    expect(others).toEqual([])
    expect(problem).toMatchObject({ field: 'do', fits: 10 })
    const letters = [...new Intl.Segmenter('th').segment(text.repeat(12))].map(({ segment }) => segment)
    const cut = letters.slice(0, -(problem?.cutLetters as number)).join('')
    await pictures.checkPicture(page('หัวเรื่อง', cut), size)
  })

  test('whose title takes a second line where one is allowed is refused for the title', async () => {
    const { fields } = await refusalOf(page('หัวเรื่องที่ยาวเกินกว่าจะวางได้ในบรรทัดเดียวของภาพ', 'เนื้อหา'))
    expect(fields).toMatchObject([{ field: 'title', fits: 1 }])
  })

  test('with a word wider than the picture is refused', async () => {
    const { fields } = await refusalOf(page('หัวเรื่อง', 'A'.repeat(60)))
    expect(fields).toMatchObject([{ field: 'do' }])
  })

  test('of a size that no use has is refused before any memory is taken', async () => {
    await expect(pictures.renderPicture(page('ก', 'ข'), { width: 100_000, height: 100_000 })).rejects.toThrow(
      RangeError,
    )
  })

  test('is drawn by a new process after the drawing process was ended', async () => {
    await pictures.close()
    expect(await pictures.renderPicture(page('เรื่อง', 'เนื้อหา'), size)).toBeInstanceOf(Buffer)
  })
})

test('drawing leaves the event loop free', async () => {
  let longestMs = 0
  const startedAt = performance.now()
  let last = startedAt
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last)
    last = performance.now()
  }, 1)
  await Promise.all(Array.from({ length: 20 }, () => pictures.renderPicture(page('เรื่อง', 'เนื้อหา'), size)))
  clearInterval(timer)
  // A process that drew them itself would be gone for all of that time.
  expect(longestMs).toBeLessThan((performance.now() - startedAt) / 2)
})
