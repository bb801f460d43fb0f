import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { isLineUserId } from '../../line/ids.ts'
import { richMenu } from '../../line/messages/rich-menu.ts'
import { readImageSize } from '../image-size.ts'
import { type LineCall, type LineEndpoint, ok } from '../line-call.ts'
import { LineRefusal, notFound, refuseContentType, refuseParameter, tooLarge } from '../line-refusal.ts'
import { parseBody } from '../parse-body.ts'
import { richMenuChangeLimit, richMenuListLimit } from '../rate-limits.ts'
import type { StoredRichMenu } from '../rich-menus.ts'
import type { Simulation } from '../simulation.ts'

const mostMenus = 1000
const mostAliases = 1000
const maxImageBytes = 1_000_000

const aliasId = z.string().regex(/^[a-z0-9_-]{1,32}$/, 'must match ^[a-z0-9_-]{1,32}$')
const NewAlias = z.strictObject({ richMenuAliasId: aliasId, richMenuId: z.string() })
const AliasChange = z.strictObject({ richMenuId: z.string() })
const userIds = z.array(z.string().refine(isLineUserId, 'is not a user id')).min(1).max(500)
const BulkLink = z.strictObject({ richMenuId: z.string(), userIds })
const BulkUnlink = z.strictObject({ userIds })

const refuse = (message: string) => new LineRefusal(400, { message })

/** Rich menus: https://developers.line.biz/en/reference/messaging-api/#rich-menu */
export function richMenuRoutes({ richMenus, record, chats, world }: Simulation): LineEndpoint[] {
  const { find, imageOf } = richMenus
  // Phones look again: there is no event for a change of the menu.
  const tellPhones = () => chats.announce('rich-menu')

  function findMenu({ params: { richMenuId = '' } }: Pick<LineCall, 'params'>): StoredRichMenu {
    const menu = find(richMenuId)
    if (!menu) throw notFound()
    return menu
  }

  /** A menu people can be shown: it is there and has its picture. */
  function findReady(richMenuId: string): StoredRichMenu {
    const menu = findMenu({ params: { richMenuId } })
    if (!imageOf(richMenuId)) throw refuse('must upload richmenu image before applying it to user')
    return menu
  }

  function findUserId({ params: { userId = '' } }: LineCall): string {
    if (!isLineUserId(userId)) throw refuseParameter('userId')
    return userId
  }

  function upload(call: LineCall) {
    const menu = findMenu(call)
    const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (type !== 'image/png' && type !== 'image/jpeg') throw refuseContentType(type || 'null')
    if (call.body.length > maxImageBytes) throw tooLarge()
    if (imageOf(menu.richMenuId)) throw refuse('An image has already been uploaded to the richmenu')
    const image = readImageSize(call.body)
    if (image?.type !== type) throw refuse('The image format is not supported')
    if (image.width !== menu.size.width || image.height !== menu.size.height) throw refuse('The image size is invalid')
    const { richMenuId } = menu
    record({ k: 'rich-menu-image', richMenuId, contentType: type, base64: call.body.toString('base64') })
    return ok()
  }

  /** LINE answers 200 for somebody who is no friend and does nothing. */
  function link(ids: readonly string[], richMenuId: string | undefined) {
    const friends = ids.filter((id) => world.findUser(id)?.isFriend)
    if (friends.length > 0)
      record(...friends.map((userId) => ({ k: 'rich-menu-link' as const, userId, ...(richMenuId && { richMenuId }) })))
    tellPhones()
  }

  return [
    {
      name: 'rich-menu',
      method: 'POST',
      path: '/v2/bot/richmenu',
      limit: richMenuChangeLimit,
      handle(call) {
        const menu = parseBody(call, richMenu)
        if (richMenus.list().length >= mostMenus) throw refuse('The maximum number of rich menus has been reached')
        const richMenuId = `richmenu-${randomBytes(16).toString('hex')}`
        record({ k: 'rich-menu', richMenuId, menu })
        return ok({ richMenuId })
      },
    },
    {
      name: 'rich-menu',
      method: 'POST',
      path: '/v2/bot/richmenu/validate',
      handle(call) {
        parseBody(call, richMenu)
        return ok()
      },
    },
    {
      name: 'rich-menu',
      method: 'GET',
      path: '/v2/bot/richmenu/list',
      limit: richMenuListLimit,
      handle: () => ok({ richmenus: richMenus.list() }),
    },
    {
      name: 'rich-menu-alias',
      method: 'POST',
      path: '/v2/bot/richmenu/alias',
      handle(call) {
        const { richMenuAliasId, richMenuId } = parseBody(call, NewAlias)
        if (!find(richMenuId)) throw refuse('richmenu not found')
        if (richMenus.findAlias(richMenuAliasId)) throw refuse('conflict richmenu alias id')
        if (richMenus.aliases().length >= mostAliases) throw refuse('The maximum number of aliases has been reached')
        record({ k: 'rich-menu-alias', aliasId: richMenuAliasId, richMenuId })
        return ok()
      },
    },
    {
      name: 'rich-menu-alias',
      method: 'GET',
      path: '/v2/bot/richmenu/alias/list',
      handle: () => ok({ aliases: richMenus.aliases() }),
    },
    ...(['GET', 'POST', 'DELETE'] as const).map((method): LineEndpoint => {
      return {
        name: 'rich-menu-alias',
        method,
        path: '/v2/bot/richmenu/alias/:aliasId',
        ...(method === 'DELETE' && { limit: richMenuChangeLimit }),
        handle(call) {
          const { aliasId: richMenuAliasId = '' } = call.params
          const richMenuId = richMenus.findAlias(richMenuAliasId)
          if (richMenuId === undefined) throw notFound()
          if (method === 'GET') return ok({ richMenuAliasId, richMenuId })
          if (method === 'DELETE') record({ k: 'rich-menu-alias', aliasId: richMenuAliasId })
          else {
            const change = parseBody(call, AliasChange)
            if (!find(change.richMenuId)) throw refuse('richmenu not found')
            record({ k: 'rich-menu-alias', aliasId: richMenuAliasId, richMenuId: change.richMenuId })
          }
          return ok()
        },
      }
    }),
    {
      name: 'rich-menu-link',
      method: 'POST',
      path: '/v2/bot/richmenu/bulk/link',
      handle(call) {
        const body = parseBody(call, BulkLink)
        link(body.userIds, findReady(body.richMenuId).richMenuId)
        return { status: 202, body: {} }
      },
    },
    {
      name: 'rich-menu-link',
      method: 'POST',
      path: '/v2/bot/richmenu/bulk/unlink',
      handle(call) {
        link(parseBody(call, BulkUnlink).userIds, undefined)
        return { status: 202, body: {} }
      },
    },
    { name: 'rich-menu', method: 'GET', path: '/v2/bot/richmenu/:richMenuId', handle: (call) => ok(findMenu(call)) },
    {
      name: 'rich-menu',
      method: 'DELETE',
      path: '/v2/bot/richmenu/:richMenuId',
      limit: richMenuChangeLimit,
      handle(call) {
        record({ k: 'rich-menu-gone', richMenuId: findMenu(call).richMenuId })
        tellPhones()
        return ok()
      },
    },
    { name: 'rich-menu-image', method: 'POST', path: '/v2/bot/richmenu/:richMenuId/content', handle: upload },
    {
      name: 'rich-menu-image',
      method: 'GET',
      path: '/v2/bot/richmenu/:richMenuId/content',
      handle(call) {
        const image = imageOf(findMenu(call).richMenuId)
        if (!image) throw notFound()
        return { status: 200, body: image.bytes, headers: { 'content-type': image.contentType } }
      },
    },
    {
      name: 'rich-menu-link',
      method: 'GET',
      path: '/v2/bot/user/all/richmenu',
      handle() {
        const richMenuId = richMenus.defaultId()
        if (richMenuId === undefined) throw notFound()
        return ok({ richMenuId })
      },
    },
    {
      name: 'rich-menu-link',
      method: 'DELETE',
      path: '/v2/bot/user/all/richmenu',
      handle() {
        record({ k: 'rich-menu-default' })
        tellPhones()
        return ok()
      },
    },
    {
      name: 'rich-menu-link',
      method: 'POST',
      path: '/v2/bot/user/all/richmenu/:richMenuId',
      handle(call) {
        record({ k: 'rich-menu-default', richMenuId: findReady(findMenu(call).richMenuId).richMenuId })
        tellPhones()
        return ok()
      },
    },
    {
      name: 'rich-menu-link',
      method: 'GET',
      path: '/v2/bot/user/:userId/richmenu',
      handle(call) {
        const richMenuId = richMenus.linkOf(findUserId(call))
        if (richMenuId === undefined) throw new LineRefusal(404, { message: 'the user has no richmenu' })
        return ok({ richMenuId })
      },
    },
    {
      name: 'rich-menu-link',
      method: 'DELETE',
      path: '/v2/bot/user/:userId/richmenu',
      handle(call) {
        link([findUserId(call)], undefined)
        return ok()
      },
    },
    {
      name: 'rich-menu-link',
      method: 'POST',
      path: '/v2/bot/user/:userId/richmenu/:richMenuId',
      handle(call) {
        link([findUserId(call)], findReady(call.params.richMenuId ?? '').richMenuId)
        return ok()
      },
    },
  ]
}
