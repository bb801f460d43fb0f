/** Rows of a CSV (RFC 4180), parted by comma, or by semicolon or tab as Excel does in some countries. */
export function readCsv(text: string): string[][] {
  const body = text.replace(/^\ufeff/, '')
  const delimiter = findDelimiter(body)
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let isQuoted = false
  const endField = () => {
    row.push(field.trim())
    field = ''
  }
  const endRow = () => {
    endField()
    rows.push(row)
    row = []
  }
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at] as string
    if (isQuoted) {
      if (letter !== '"') field += letter
      else if (body[at + 1] === '"') {
        field += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && field.trim() === '') {
      field = ''
      isQuoted = true
    } else if (letter === delimiter) endField()
    else if (letter === '\n') endRow()
    else if (letter !== '\r') field += letter
  }
  if (field !== '' || row.length > 0) endRow()
  return rows
}

/** Tab and semicolon first: where most lines have one, the commas are those of 1,250.00. */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 10_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const unquoted = lines.map((line) => line.replace(/"[^"]*"/g, ''))
  const isUsed = (delimiter: string) => unquoted.filter((line) => line.includes(delimiter)).length * 2 > lines.length
  return ['\t', ';'].find(isUsed) ?? ','
}
