import type { RichMenu } from '../line/messages/rich-menu.ts'
import type { JournalEntry, Room } from './entries.ts'

export type StoredRichMenu = RichMenu & { richMenuId: string }
export type RichMenuImage = { bytes: Buffer; contentType: string }

export type RichMenus = Room & {
  list(): StoredRichMenu[]
  find(richMenuId: string): StoredRichMenu | undefined
  imageOf(richMenuId: string): RichMenuImage | undefined
  aliases(): { richMenuAliasId: string; richMenuId: string }[]
  findAlias(aliasId: string): string | undefined
  defaultId(): string | undefined
  linkOf(userId: string): string | undefined
  /** What each phone shows that differs from the default: the tab it was switched to, else the person's own menu. */
  exceptions(): Record<string, string>
  /** A tab was tapped: it stays open on that phone until its menu is gone. */
  show(userId: string, richMenuId: string): void
}

/** Rich menus of the channel. Which tab a phone shows is in memory alone, as on a phone. */
export function createRichMenus(): RichMenus {
  const menus = new Map<string, StoredRichMenu>()
  const images = new Map<string, RichMenuImage>()
  const aliases = new Map<string, string>()
  const links = new Map<string, string>()
  const shown = new Map<string, string>()
  let standard: string | undefined

  function drop(richMenuId: string) {
    menus.delete(richMenuId)
    images.delete(richMenuId)
    if (standard === richMenuId) standard = undefined
    for (const map of [aliases, links, shown]) {
      for (const [key, id] of map) if (id === richMenuId) map.delete(key)
    }
  }

  function put(map: Map<string, string>, key: string, richMenuId: string | undefined) {
    if (richMenuId === undefined) map.delete(key)
    else map.set(key, richMenuId)
  }

  return {
    apply(entry: JournalEntry) {
      if (entry.k === 'rich-menu') menus.set(entry.richMenuId, { richMenuId: entry.richMenuId, ...entry.menu })
      else if (entry.k === 'rich-menu-image')
        images.set(entry.richMenuId, {
          bytes: Buffer.from(entry.base64, 'base64'),
          contentType: entry.contentType,
        })
      else if (entry.k === 'rich-menu-gone') drop(entry.richMenuId)
      else if (entry.k === 'rich-menu-alias') put(aliases, entry.aliasId, entry.richMenuId)
      else if (entry.k === 'rich-menu-default') standard = entry.richMenuId
      else if (entry.k === 'rich-menu-link') put(links, entry.userId, entry.richMenuId)
    },
    clear() {
      for (const map of [menus, images, aliases, links, shown]) map.clear()
      standard = undefined
    },
    list: () => [...menus.values()],
    find: (richMenuId) => menus.get(richMenuId),
    imageOf: (richMenuId) => images.get(richMenuId),
    aliases: () => Array.from(aliases, ([richMenuAliasId, richMenuId]) => ({ richMenuAliasId, richMenuId })),
    findAlias: (aliasId) => aliases.get(aliasId),
    defaultId: () => standard,
    linkOf: (userId) => links.get(userId),
    exceptions: () => Object.fromEntries([...links, ...shown]),
    show: (userId, richMenuId) => void shown.set(userId, richMenuId),
  }
}
