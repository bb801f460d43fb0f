import { deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readSheet } from '../../../../src/platform/sheets/read-sheet.ts'
import { unfoldsToAtMost } from '../../../../src/platform/sheets/unfolds-to-at-most.ts'
import { writeSheet } from '../../../../src/platform/sheets/write-sheet.ts'

const rows = [
  ['หมวดรายจ่าย', 'เดือน', 'แผน'],
  ['งบบุคลากร', 'ต.ค. 2566', '๑๒,๐๐๐'],
]
const csv = rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')

describe('a CSV', () => {
  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${csv}`)],
    ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(csv, 'utf16le')])],
    ['UTF-16, big end first', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(csv, 'utf16be')])],
    ['UTF-16 without a mark', iconv.encode(csv, 'utf16le', { addBOM: false })],
    ['TIS-620', iconv.encode(csv, 'tis620')],
    ['Windows-874', iconv.encode(csv, 'windows-874')],
  ])('in %s is read as it was written', async (_encoding, bytes) => {
    expect(await readSheet(bytes)).toEqual(rows)
  })

  test('may end in the mark that old programs write', async () => {
    expect(await readSheet(Buffer.from(`${csv}\r\n\x1a`))).toEqual(rows)
  })
})

test.each([
  ['a workbook of Excel 97', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.alloc(600)])],
  ['a picture', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(40, 7)])],
  ['a PDF', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 9>>stream\n\x02\x05\x17endstream', 'latin1')],
  ['a program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(100)])],
])('%s is refused: its letters are no table', async (_what, bytes) => {
  await expect(readSheet(bytes)).rejects.toMatchObject({ code: 'SHEET_UNREADABLE', status: 422 })
})

/** A zip of one deflated file. `says` is the size that header and directory state, whatever the file unfolds to. */
function zipOf(unfolded: Buffer, says = unfolded.length): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(unfolded)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4) // deflated
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(says, 18)
  fields.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed])
  const made = Buffer.from([20, 0])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, fields, Buffer.alloc(14), name])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}

describe('a zip', () => {
  const megabyte = 1_000_000

  test('that says less than it unfolds to is measured by what it unfolds to', async () => {
    const liar = zipOf(Buffer.alloc(150 * megabyte), 1000)
    expect(liar.length).toBeLessThan(megabyte)
    await expect(readSheet(liar)).rejects.toMatchObject({ code: 'SHEET_TOO_LARGE' })
  })

  test('without a directory hides nothing in its files', async () => {
    const liar = zipOf(Buffer.alloc(150 * megabyte), 1000)
    const bare = liar.subarray(0, liar.lastIndexOf('PK\x01\x02', undefined, 'latin1'))
    await expect(readSheet(bare)).rejects.toMatchObject({ code: 'SHEET_TOO_LARGE' })
  })

  test('is measured whole: many files that fit one by one do not fit together', async () => {
    const ten = zipOf(Buffer.alloc(10 * megabyte))
    const twelve = Buffer.concat(Array.from({ length: 12 }, () => ten))
    expect(await unfoldsToAtMost(ten, 100 * megabyte)).toBe(true)
    expect(await unfoldsToAtMost(twelve, 100 * megabyte)).toBe(false)
  })

  test('that is a sheet of Excel opens', async () => {
    const file = await writeSheet({ name: 'ก', widths: [20, 20, 20], rows }, { format: 'xlsx', name: 'ก' })
    expect(await readSheet(Buffer.from(await file.arrayBuffer()))).toEqual(rows)
  })

  test('that is broken is refused with what to do', async () => {
    const broken = zipOf(Buffer.from('x')).subarray(0, 40)
    await expect(readSheet(broken)).rejects.toMatchObject({ code: 'SHEET_UNREADABLE' })
  })
})
