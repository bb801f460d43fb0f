import { LineRejected } from '../errors.ts'
import type { RichMenu } from '../messages/rich-menu.ts'
import * as shapes from './answers.ts'
import type { CallLine, ReadLine, Sender } from './call-line.ts'
import { guardAliasId, guardRichMenuId, guardUserId } from './guards.ts'

type RichMenuRequest = Parameters<Sender['line']['createRichMenuWithHttpInfo']>[0]

/** Rich menus of the channel: the default one of the chat, and the tabs it switches to by alias. */
export function createRichMenuCalls(call: CallLine, read: ReadLine) {
  return {
    /** 100 an hour. The menu cannot be shown before its picture is uploaded. */
    async createRichMenu(menu: RichMenu): Promise<string> {
      const { richMenuId } = await read('POST /v2/bot/richmenu', shapes.richMenuId, (line) =>
        line.createRichMenuWithHttpInfo(menu as RichMenuRequest),
      )
      return richMenuId
    },

    /** Once per menu: LINE takes no second picture. */
    async uploadRichMenuImage(richMenuId: string, png: Buffer): Promise<void> {
      guardRichMenuId(richMenuId)
      const blob = new Blob([new Uint8Array(png)], { type: 'image/png' })
      await call('POST /v2/bot/richmenu/{richMenuId}/content', ({ line }) =>
        line.setRichMenuImageWithHttpInfo(richMenuId, blob),
      )
    },

    /** Whether the menu has its picture; false also where there is no such menu. */
    async hasRichMenuImage(richMenuId: string): Promise<boolean> {
      guardRichMenuId(richMenuId)
      try {
        await call('GET /v2/bot/richmenu/{richMenuId}/content', async ({ line }) => {
          const answer = await line.getRichMenuImageWithHttpInfo(richMenuId)
          answer.body.destroy() // its being there is all that is asked
          return answer
        })
        return true
      } catch (error) {
        if (error instanceof LineRejected && error.httpStatus === 404) return false
        throw error
      }
    },

    /** Those made by programs; what was made in LINE's own console is not among them. */
    async listRichMenus(): Promise<{ richMenuId: string; name: string }[]> {
      const { richmenus } = await read('GET /v2/bot/richmenu/list', shapes.richMenuList, (line) =>
        line.getRichMenuListWithHttpInfo(),
      )
      return richmenus
    },

    async deleteRichMenu(richMenuId: string): Promise<void> {
      guardRichMenuId(richMenuId)
      await call('DELETE /v2/bot/richmenu/{richMenuId}', ({ line }) => line.deleteRichMenuWithHttpInfo(richMenuId))
    },

    async listRichMenuAliases(): Promise<{ richMenuAliasId: string; richMenuId: string }[]> {
      const { aliases } = await read('GET /v2/bot/richmenu/alias/list', shapes.richMenuAliases, (line) =>
        line.getRichMenuAliasListWithHttpInfo(),
      )
      return aliases
    },

    async createRichMenuAlias(richMenuAliasId: string, richMenuId: string): Promise<void> {
      guardAliasId(richMenuAliasId)
      guardRichMenuId(richMenuId)
      await call('POST /v2/bot/richmenu/alias', ({ line }) =>
        line.createRichMenuAliasWithHttpInfo({ richMenuAliasId, richMenuId }),
      )
    },

    async moveRichMenuAlias(richMenuAliasId: string, richMenuId: string): Promise<void> {
      guardAliasId(richMenuAliasId)
      guardRichMenuId(richMenuId)
      await call('POST /v2/bot/richmenu/alias/{richMenuAliasId}', ({ line }) =>
        line.updateRichMenuAliasWithHttpInfo(richMenuAliasId, { richMenuId }),
      )
    },

    /** What everybody sees who has no menu of their own; undefined while there is none. */
    async getDefaultRichMenu(): Promise<string | undefined> {
      try {
        const answer = await read('GET /v2/bot/user/all/richmenu', shapes.richMenuId, (line) =>
          line.getDefaultRichMenuIdWithHttpInfo(),
        )
        return answer.richMenuId
      } catch (error) {
        if (error instanceof LineRejected && error.httpStatus === 404) return undefined
        throw error
      }
    },

    async setDefaultRichMenu(richMenuId: string): Promise<void> {
      guardRichMenuId(richMenuId)
      await call('POST /v2/bot/user/all/richmenu/{richMenuId}', ({ line }) =>
        line.setDefaultRichMenuWithHttpInfo(richMenuId),
      )
    },

    /** Instead of the default one. LINE takes it for somebody who is no friend and does nothing. */
    async linkRichMenu(userId: string, richMenuId: string): Promise<void> {
      guardUserId(userId)
      guardRichMenuId(richMenuId)
      await call('POST /v2/bot/user/{userId}/richmenu/{richMenuId}', ({ line }) =>
        line.linkRichMenuIdToUserWithHttpInfo(userId, richMenuId),
      )
    },

    async unlinkRichMenu(userId: string): Promise<void> {
      guardUserId(userId)
      await call('DELETE /v2/bot/user/{userId}/richmenu', ({ line }) =>
        line.unlinkRichMenuIdFromUserWithHttpInfo(userId),
      )
    },
  }
}
