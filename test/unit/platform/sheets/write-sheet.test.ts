import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { type Cell, writeSheet } from '../../../../src/platform/sheets/write-sheet.ts'

const hostile = ['=1+1', '+66812345678', '-2+3', '@SUM(A1)', '\t=1+1', '=HYPERLINK("http://x","คลิก")', '＝1+1']
const rows: Cell[][] = [['หัวข้อ', 'จำนวน'], ...hostile.map((text, index) => [text, index - 3])]
const sheet = { name: 'ผลการส่ง', widths: [40, 12], rows }

async function reopen(file: File) {
  const [opened] = await readXlsxFile(Buffer.from(await file.arrayBuffer()), { trim: false })
  return opened as { sheet: string; data: unknown[][] }
}

describe('[R29] what people typed stays text', () => {
  test('in an XLSX that is opened again', async () => {
    const file = await writeSheet(sheet, { format: 'xlsx', name: 'ผล' })
    const { sheet: name, data } = await reopen(file)
    expect(name).toBe('ผลการส่ง')
    expect(data).toEqual(rows)
  })

  test('in a CSV: an apostrophe keeps it from becoming a formula, and a negative figure stays a figure', async () => {
    const file = await writeSheet(sheet, { format: 'csv', name: 'ผล' })
    const text = Buffer.from(await file.arrayBuffer()).toString('utf8')
    const [, ...lines] = text.trimEnd().split('\r\n')
    expect(lines.slice(0, 4)).toEqual(["'=1+1,-3", "'+66812345678,-2", "'-2+3,-1", "'@SUM(A1),0"])
    expect(lines[4]).toBe('"\'\t=1+1",1')
    expect(lines[5]).toBe('"\'=HYPERLINK(""http://x"",""คลิก"")",2')
    expect(lines[6]).toBe("'＝1+1,3")
  })
})

test('a CSV begins with a BOM and ends its lines with CRLF, so that Excel shows Thai', async () => {
  const file = await writeSheet(
    {
      ...sheet,
      rows: [
        ['ก', 'ข'],
        ['ค\nง', null],
      ],
    },
    { format: 'csv', name: 'x' },
  )
  const bytes = Buffer.from(await file.arrayBuffer())
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(bytes.subarray(3).toString('utf8')).toBe('ก,ข\r\n"ค\nง",\r\n')
  expect([file.name, file.type]).toEqual(['x.csv', 'text/csv'])
})

test('control characters, which no XLSX may hold, are left out of one', async () => {
  const rowsWith = [['ก'], ['ข\u0000ค\u0008']]
  const file = await writeSheet({ ...sheet, rows: rowsWith }, { format: 'xlsx', name: 'x' })
  expect((await reopen(file)).data).toEqual([['ก'], ['ขค']])
})
