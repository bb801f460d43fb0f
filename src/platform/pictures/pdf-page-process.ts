import { writeFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

// A process of its own for each PDF: a document made to hang or to eat memory takes nobody with it. PDF in, SVG out.

const workspace = import.meta.dirname
const compiler = NodeCompiler.create({ workspace })
compiler.mapShadow(`${workspace}/document.pdf`, await buffer(process.stdin))
const page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("document.pdf", page: 1, width: 1040pt)'
writeFileSync(1, compiler.plainSvg({ mainFileContent: page }))
