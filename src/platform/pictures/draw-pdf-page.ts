import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { type Photo, redrawPhoto } from './redraw-photo.ts'

const mostMs = 20_000 // an A4 page of text takes 0.6 s, most of it to start the process
const mostBytes = 40_000_000

/** The first page of a PDF as a picture, 1040 px across; undefined where it cannot be drawn: locked, broken, or too much of it. */
export async function drawPdfPage(pdf: Buffer, log: Log): Promise<Photo | undefined> {
  try {
    return await redrawPhoto(await drawSvg(pdf), undefined, ['svg'])
  } catch (err) {
    log.warn({ err }, 'the first page of a PDF could not be drawn; the document is kept without a picture')
    return undefined
  }
}

function drawSvg(pdf: Buffer): Promise<Buffer> {
  const options = {
    encoding: 'buffer',
    timeout: mostMs,
    killSignal: 'SIGKILL',
    maxBuffer: mostBytes,
    env: {}, // it needs none of our secrets
  } as const
  return new Promise((resolve, reject) => {
    const drawing = execFile(
      process.execPath,
      ['--max-old-space-size=256', join(import.meta.dirname, 'pdf-page-process.ts')],
      options,
      (error, svg) =>
        error ? reject(new Error(`The page was not drawn (${error.code ?? error.signal}).`)) : resolve(svg),
    )
    drawing.stdin?.on('error', () => {}) // it ended before it had read all: told by its exit
    drawing.stdin?.end(pdf)
  })
}
