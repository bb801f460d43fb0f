// The database client of schema.prisma, as the build makes it. Prisma puts what turns queries into SQL into a module of base64, of
// which V8 keeps the source, the string and the compiled code: 7 MB in every process. Here it becomes a file that is read once.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const generated = join(import.meta.dirname, 'generated')
const classFile = join(generated, 'internal/class.ts')
const inBase64 =
  /const \{ wasm \} = await import\("(@prisma\/client\/runtime\/query_compiler_\w+\.postgresql\.wasm-base64\.mjs)"\)\s+return await decodeBase64AsWasm\(wasm\)/
const fromFile = `const { readFile } = await import('node:fs/promises')
    return new WebAssembly.Module(await readFile(new URL('../query-compiler.wasm', import.meta.url)))`

const made = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { stdio: 'inherit' })
if (made.status !== 0) process.exit(made.status ?? 1)

const source = readFileSync(classFile, 'utf8')
const [found, specifier] = inBase64.exec(source) ?? []
if (!found || !specifier)
  throw new Error(
    `This version of Prisma loads its query compiler in another way: see ${classFile}, and mend the pattern here.`,
  )
const { wasm } = (await import(specifier)) as { wasm: string }
writeFileSync(join(generated, 'query-compiler.wasm'), Buffer.from(wasm, 'base64'))
writeFileSync(classFile, source.replace(found, fromFile))
