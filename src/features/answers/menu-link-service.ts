import type { Locale } from '../../contracts/error-words.ts'
import { LineRejected } from '../../line/errors.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import { firstAliasOf } from './rich-menu-rules.ts'

/** A person who reads another language than that of the menu they are shown. */
export type MenuReader = { id: string; lineUserId: string; language: Locale }

export type MenuLinkDeps = {
  database: Database
  log: Log
  line: {
    listRichMenuAliases(): Promise<{ richMenuAliasId: string; richMenuId: string }[]>
    linkRichMenu(lineUserId: string, richMenuId: string): Promise<void>
    unlinkRichMenu(lineUserId: string): Promise<void>
  }
  listMenuReaders(tx: Tx, limit: number): Promise<MenuReader[]>
  /** Left as it is when the person has changed their language meanwhile. */
  markMenu(tx: Tx, reader: MenuReader): Promise<void>
}

const atOnce = 200

/** Shows people the rich menu in their language: the default one is Thai, whoever reads English is linked to the English one. */
export function createMenuLinkService({ database, log, line, listMenuReaders, markMenu }: MenuLinkDeps) {
  const list = (limit: number) => database.transaction((tx) => listMenuReaders(tx, limit))

  async function linkAll(): Promise<void> {
    const readers = await list(atOnce)
    if (readers.length === 0) return
    const english = (await line.listRichMenuAliases()).find(
      ({ richMenuAliasId }) => richMenuAliasId === firstAliasOf('en'),
    )
    for (const reader of readers) {
      if (reader.language === 'th') await show(reader, () => line.unlinkRichMenu(reader.lineUserId))
      // Not made yet: they are found again once it is.
      else if (english) await show(reader, () => line.linkRichMenu(reader.lineUserId, english.richMenuId))
    }
  }

  async function show(reader: MenuReader, ask: () => Promise<void>): Promise<void> {
    try {
      await ask()
    } catch (error) {
      // LINE does not know them any more; asking again would get the same answer every minute.
      if (!(error instanceof LineRejected)) throw error
      log.warn({ err: error, staffId: reader.id }, 'LINE would not change the menu of a person; it stays as it is')
    }
    await database.transaction((tx) => markMenu(tx, reader))
  }

  /** Of somebody erased. A LINE that refuses does not know them any more: nothing is left to do, and nothing to write down. */
  async function unlink(lineUserId: string): Promise<void> {
    await line.unlinkRichMenu(lineUserId).catch((error) => {
      if (!(error instanceof LineRejected)) throw error
    })
  }

  return { linkAll, unlink, isDue: async () => (await list(1)).length > 0 }
}

export type MenuLinkService = ReturnType<typeof createMenuLinkService>
