import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { toString as toQr } from 'qrcode'

export type Print = {
  paper: 'a4' | 'a3'
  title: string
  /** Behind the QR code; a sheet of what is for staff alone has none. */
  address?: string
  /** Beside it: what it opens, or for whom the sheet is. */
  call: string
  /** A line below that: whose sheet this is and of when. */
  note: string
}

const fontFiles = ['400Regular/Sarabun_400Regular.ttf', '700Bold/Sarabun_700Bold.ttf']

let compiler: NodeCompiler | undefined

// Fonts are handed over and nothing else is looked for: the same sheet comes out on every machine.
function openCompiler(): NodeCompiler {
  const { resolve } = createRequire(import.meta.url)
  const fontBlobs = fontFiles.map((file) => readFileSync(resolve(`@expo-google-fonts/sarabun/${file}`)))
  return NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] })
}

/** A drawing (SVG, 1040×1350) as a PDF for the notice board. Synchronous and some 50 ms: for the drawing process alone. */
export async function printSheet(drawing: string, print: Print): Promise<Buffer> {
  compiler ??= openCompiler()
  const inWorkspace = (name: string) => join(import.meta.dirname, name)
  compiler.mapShadow(inWorkspace('drawing.svg'), Buffer.from(drawing))
  const { paper, title, address = '', call, note } = print
  if (address !== '') compiler.mapShadow(inWorkspace('qr.svg'), Buffer.from(await drawCode(address)))
  const pdf = compiler.pdf({
    mainFilePath: inWorkspace('print-sheet.typ'),
    inputs: { paper, title, address, call, note },
  })
  compiler.evictCache(10)
  return pdf
}

const drawCode = (address: string) =>
  toQr(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M', color: { light: '#FBFAF6' } })
