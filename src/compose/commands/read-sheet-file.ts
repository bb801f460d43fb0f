import { readFile, stat } from 'node:fs/promises'
import { maxSheetBytes } from '../../platform/sheets/read-sheet.ts'

const noInput = 66 // sysexits.h EX_NOINPUT

/** The bytes of a sheet, or the exit code where there is none to read, which was told. */
export async function readSheetFile(file: string, what: string): Promise<Buffer | number> {
  const stats = await stat(file).catch(() => undefined) // not there, or not for us to read: the same remedy
  if (!stats?.isFile()) {
    process.stderr.write(`sucharit: ${file} is no file that can be read.\n`)
    return noInput
  }
  if (stats.size > maxSheetBytes) {
    process.stderr.write(`sucharit: ${file} has ${stats.size} bytes; ${what} has at most ${maxSheetBytes}.\n`)
    return 1
  }
  return readFile(file)
}
