import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** KB (1,000 bytes) of gzipped JavaScript that a page loads before anything is pressed: its script and what that preloads. */
export function measureFirstLoad(folder: string): number {
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, file]) => file as string)
  if (files.length === 0) throw new Error(`${folder}/index.html loads no script: build the web pages first.`)
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1000
}
