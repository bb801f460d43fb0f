import { createHash } from 'node:crypto'
import type { RichMenu } from '../../line/messages/rich-menu.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { Pictures } from '../../platform/pictures/create-pictures.ts'
import type { PictureTree } from '../../platform/pictures/picture-tree.ts'
import { drawPage, type MenuColors } from './rich-menu-picture.ts'
import { readSyncedHash, writeSyncedHash } from './rich-menu-repo.ts'
import {
  aliasOf,
  firstAliasOf,
  layOutPage,
  type MenuPage,
  menuPages,
  nameOf,
  ownPrefix,
  richMenuSize,
} from './rich-menu-rules.ts'
import type { TopicName } from './topic-rules.ts'

/** What the rich menu asks of LINE, from its job only. */
export type RichMenuLine = {
  createRichMenu(menu: RichMenu): Promise<string>
  uploadRichMenuImage(richMenuId: string, png: Buffer): Promise<void>
  hasRichMenuImage(richMenuId: string): Promise<boolean>
  listRichMenus(): Promise<{ richMenuId: string; name: string }[]>
  deleteRichMenu(richMenuId: string): Promise<void>
  listRichMenuAliases(): Promise<{ richMenuAliasId: string; richMenuId: string }[]>
  createRichMenuAlias(aliasId: string, richMenuId: string): Promise<void>
  moveRichMenuAlias(aliasId: string, richMenuId: string): Promise<void>
  getDefaultRichMenu(): Promise<string | undefined>
  setDefaultRichMenu(richMenuId: string): Promise<void>
}

export type RichMenuDeps = {
  database: Database
  log: Log
  line: RichMenuLine
  pictures: Pick<Pictures, 'renderPicture'>
  dataOf(topic: TopicName): string
  /** As the owner has set them for pictures. */
  menuColors(tx: Tx): Promise<MenuColors>
  /** New menus stand for the old ones: nobody is shown one of their own any more. */
  forgetMenus(tx: Tx): Promise<void>
}

/**
 * Keeps a rich menu of two tabs in each language on the channel. What is there is found again by its name, so a crash at any
 * line, a second process or a second call makes nothing twice; what an older release left behind is removed once nobody sees it.
 */
export function createRichMenuService(deps: RichMenuDeps) {
  const { database, line } = deps

  async function design() {
    const colors = await deps.menuColors(database.prisma)
    const pages = menuPages.map((page) => {
      const tree = drawPage(page, colors)
      const drawn = JSON.stringify([tree, layOutPage(page, '', deps.dataOf)])
      const hash = createHash('sha256').update(drawn).digest('hex').slice(0, 16)
      return { page, tree, name: nameOf(page, hash), hash }
    })
    return { pages, hash: pages.map(({ hash }) => hash).join('-') }
  }

  /** Whether this release's menu, in the colours of the office, is not the one last put on LINE. */
  const isDue = async () => (await readSyncedHash(database.prisma)) !== (await design()).hash

  async function sync(): Promise<void> {
    const wanted = await design()
    const before = await line.listRichMenus()
    const ids = new Map<string, string>()
    let isNew = (await readSyncedHash(database.prisma)) !== wanted.hash
    for (const menu of wanted.pages) {
      const found = await findMade(before, menu.name)
      isNew ||= found === undefined
      ids.set(aliasOf(menu.page), found ?? (await make(menu)))
    }
    await leadAliases(ids)
    const first = ids.get(firstAliasOf('th')) as string
    if ((await line.getDefaultRichMenu()) !== first) await line.setDefaultRichMenu(first)
    await sweep(before, new Set(ids.values()))
    await database.transaction(async (tx) => {
      if (isNew) await deps.forgetMenus(tx)
      await writeSyncedHash(tx, wanted.hash)
    })
    deps.log.info({ hash: wanted.hash }, 'the rich menu is up to date')
  }

  /** A menu without its picture is one whose making was cut short: LINE shows it to nobody. */
  async function findMade(before: { richMenuId: string; name: string }[], name: string): Promise<string | undefined> {
    for (const { richMenuId } of before.filter((menu) => menu.name === name)) {
      if (await line.hasRichMenuImage(richMenuId)) return richMenuId
    }
    return undefined
  }

  async function make({ page, tree, name }: Design): Promise<string> {
    const png = await deps.pictures.renderPicture(tree, richMenuSize)
    const richMenuId = await line.createRichMenu(layOutPage(page, name, deps.dataOf))
    await line.uploadRichMenuImage(richMenuId, png)
    return richMenuId
  }

  async function leadAliases(ids: ReadonlyMap<string, string>): Promise<void> {
    const aliases = new Map((await line.listRichMenuAliases()).map((one) => [one.richMenuAliasId, one.richMenuId]))
    for (const [alias, richMenuId] of ids) {
      const now = aliases.get(alias)
      if (now === undefined) await line.createRichMenuAlias(alias, richMenuId)
      else if (now !== richMenuId) await line.moveRichMenuAlias(alias, richMenuId)
    }
  }

  async function sweep(before: { richMenuId: string; name: string }[], kept: ReadonlySet<string>): Promise<void> {
    const old = before.filter(({ name, richMenuId }) => name.startsWith(ownPrefix) && !kept.has(richMenuId))
    for (const { richMenuId } of old) await line.deleteRichMenu(richMenuId)
  }

  return { isDue, sync }
}

type Design = { page: MenuPage; tree: PictureTree; name: string }

export type RichMenuService = ReturnType<typeof createRichMenuService>
