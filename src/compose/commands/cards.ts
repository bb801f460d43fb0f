import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ImportPreview } from '../../contracts/api/contents.ts'
import { createContent } from '../../features/content/index.ts'
import { createAudit } from '../../platform/audit/audit.ts'
import type { Database } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { createMediaStore } from '../../platform/media/media-store.ts'
import { maxSheetBytes } from '../../platform/sheets/read-sheet.ts'
import { loadCardTemplates } from '../platform.ts'
import { badUsage, type Command, type CommandCall } from './command.ts'
import { withDatabase } from './with-database.ts'

const noInput = 66 // sysexits.h EX_NOINPUT
const noUser = 67 // EX_NOUSER

export const exportCards: Command = {
  name: 'content export',
  usage: '<folder>',
  help: 'writes every card as a YAML document of its own',
  words: 1,
  async run(call) {
    const [folder] = call.words
    if (!folder) return badUsage
    return withDatabase(call, async (database) => {
      const files = await openLibrary(call, database).writeFolder(database.prisma)
      await mkdir(folder, { recursive: true })
      for (const { name, text } of files) await writeFile(join(folder, name), text)
      call.print(`${files.length} cards in ${folder}`)
      return 0
    })
  },
}

export const importCards: Command = {
  name: 'content import',
  usage: '<file or folder> --by <e-mail of the officer whose drafts they become>',
  help: 'takes cards from an XLSX, a CSV or a folder of YAML in whole; errors are told by file, row and cell',
  options: ['by'],
  words: 1,
  async run(call) {
    const { options, words, print } = call
    const [path] = words
    if (!path || !options.by) return badUsage
    const files = await readFiles(path)
    if (typeof files === 'string') {
      process.stderr.write(`sucharit: ${files}\n`)
      return noInput
    }
    return withDatabase(call, async (database) => {
      const officer = await database.prisma.user.findUnique({ where: { email: options.by as string } })
      if (!officer) {
        process.stderr.write(`sucharit: there is no officer ${options.by}. Invite them first.\n`)
        return noUser
      }
      const { importCards } = openLibrary(call, database)
      const actor = { userId: officer.id, role: 'editor', via: 'token' } as const
      const told = await database.transaction((tx) => importCards(tx, actor, files, 'en')).catch(showErrors)
      if (told === undefined) return 1
      const { counts } = told
      print(`${counts.new} new, ${counts.changed} changed, ${counts.same} as they were; drafts until they are approved`)
      return 0
    })
  },
}

type Files = { name: string; bytes: Buffer }[]

/** The files, or why there are none. */
async function readFiles(path: string): Promise<Files | string> {
  const stats = await stat(path).catch(() => undefined) // not there, or not for us to read: the same remedy
  if (!stats) return `${path} cannot be read.`
  const names = stats.isDirectory() ? (await readdir(path)).filter((name) => /\.ya?ml$/i.test(name)).toSorted() : []
  const paths = stats.isDirectory() ? names.map((name) => join(path, name)) : [path]
  if (paths.length === 0) return `${path} holds no .yaml file.`
  const files: Files = []
  for (const one of paths) {
    const { size } = await stat(one)
    if (size > maxSheetBytes) return `${one} has ${size} bytes; a file of cards has at most ${maxSheetBytes}.`
    files.push({ name: basename(one), bytes: await readFile(one) })
  }
  return files
}

/** The library alone: pictures are drawn where somebody approves. */
function openLibrary({ config, clock }: CommandCall, database: Database) {
  const templates = loadCardTemplates(config, createMediaStore(join(config.dataDir, 'media')))
  return createContent({
    clock,
    audit: createAudit({ database, clock }),
    templates,
    renderCard: templates.renderMessage,
    makeHero: async () => {},
    findHero: async () => undefined,
    findCuts: async () => [],
  })
}

function showErrors(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'CARDS_INVALID') throw error
  const { errors, errorCount } = error.data as ImportPreview
  for (const { file, cell, row, field, text } of errors)
    process.stderr.write(`${file}\t${cell ?? row ?? ''}\t${field}\t${text}\n`)
  process.stderr.write(`sucharit: ${errorCount} errors; nothing was stored.\n`)
}
