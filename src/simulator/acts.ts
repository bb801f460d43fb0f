import { ulid } from 'ulid'
import { z } from 'zod'
import { isLineGroupId, isLineUserId } from '../line/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { Chats, Media } from './chats.ts'
import { ControlError, impossible, unknownGroup, unknownUser } from './control-error.ts'
import type { RecordEntries } from './entries.ts'
import type { Bot } from './ids.ts'
import { notices } from './notices.ts'
import type { QuoteTokens } from './quote-tokens.ts'
import type { ReplyTokens } from './reply-tokens.ts'
import type { RichMenus } from './rich-menus.ts'
import { createSharer, Share } from './share.ts'
import type { Delivery, WebhookEvent, Webhooks } from './webhooks.ts'
import type { SimulatedGroup, SimulatedUser, World } from './world.ts'

const userId = z.string().refine(isLineUserId, 'A user id is U and 32 hexadecimal digits')
const groupId = z.string().refine(isLineGroupId, 'A group id is C and 32 hexadecimal digits')
const media = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'file']),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  base64: z.base64(),
  fileName: z.string().optional(),
})

/** What a person can do on a phone. */
export const Act = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('message'),
    userId,
    groupId: groupId.optional(),
    text: z.string().min(1).optional(),
    mentionBot: z.boolean().optional(),
    /** A picture, sound or file in place of the text. */
    media: media.optional(),
  }),
  z.strictObject({
    type: z.literal('postback'),
    userId,
    groupId: groupId.optional(),
    data: z.string().max(300),
    displayText: z.string().optional(),
    params: z.record(z.string(), z.string()).optional(),
    /** LINE does not promise the user id on a postback in a group. */
    withoutUserId: z.boolean().optional(),
  }),
  /** A tab of the rich menu is tapped. */
  z.strictObject({ type: z.literal('richmenuswitch'), userId, richMenuAliasId: z.string(), data: z.string().max(300) }),
  z.strictObject({ type: z.enum(['follow', 'unfollow']), userId }),
  z.strictObject({ type: z.enum(['join', 'leave']), groupId }),
  z.strictObject({ type: z.enum(['memberJoined', 'memberLeft']), groupId, userId }),
  z.strictObject({ type: z.literal('unsend'), userId, groupId: groupId.optional(), messageId: z.string() }),
  Share,
])
export type Act = z.infer<typeof Act>
type MessageAct = Extract<Act, { type: 'message' }>
type PostbackAct = Extract<Act, { type: 'postback' }>

/** `webhookEventId` is null when LINE sends nothing, as from a group the bot is not in. `messageId` is that of a message. */
export type ActOutcome = Delivery & { webhookEventId: string | null; messageId?: string }

export type Acts = {
  perform(act: Act): Promise<ActOutcome>
  addMembers(group: SimulatedGroup, userIds: string[]): Promise<ActOutcome>
  bringBotIn(group: SimulatedGroup): Promise<ActOutcome>
  takeBotOut(group: SimulatedGroup): Promise<ActOutcome>
}

const nothingSent: ActOutcome = { webhookEventId: null, delivered: false, status: 0 }

/** Turns what people do into a changed world and the webhook events LINE sends of it. */
export function createActs(deps: {
  bot: Bot
  world: World
  chats: Chats
  webhooks: Webhooks
  replyTokens: ReplyTokens
  quoteTokens: QuoteTokens
  richMenus: RichMenus
  clock: Clock
  record: RecordEntries
}): Acts {
  const { bot, world, chats, webhooks, replyTokens, quoteTokens, richMenus, clock, record } = deps
  const share = createSharer(deps)

  function findUser(id: string): SimulatedUser {
    const user = world.findUser(id)
    if (!user) throw unknownUser(id)
    return user
  }

  function findGroup(id: string): SimulatedGroup {
    const group = world.findGroup(id)
    if (!group) throw unknownGroup(id)
    return group
  }

  /** Where somebody acts: a group they are in, or their chat with the bot. */
  function findPlace(user: SimulatedUser, id: string | undefined) {
    if (id === undefined) {
      if (user.isBlocked) throw impossible(`${user.userId} has blocked the bot: let them follow it first.`)
      return { chatId: user.userId, isHeard: true, source: { type: 'user', userId: user.userId } }
    }
    const group = findGroup(id)
    if (!group.memberIds.has(user.userId)) throw impossible(`${user.userId} is not in group ${id}.`)
    return { chatId: id, isHeard: group.isBotMember, source: { type: 'group', groupId: id, userId: user.userId } }
  }

  async function send(
    type: string,
    source: WebhookEvent['source'],
    rest: Record<string, unknown>,
    at: Date,
    canReply: boolean,
  ): Promise<ActOutcome> {
    const event: WebhookEvent = {
      type,
      ...rest,
      webhookEventId: ulid(at.getTime()),
      deliveryContext: { isRedelivery: false },
      timestamp: at.getTime(),
      source,
      ...(canReply ? { replyToken: replyTokens.issue(source.groupId ?? source.userId ?? '', at) } : {}),
      mode: 'active',
    }
    const delivery = await webhooks.send(event)
    return { webhookEventId: event.webhookEventId, ...delivery }
  }

  function write(act: MessageAct): { shown: object; content: Record<string, unknown>; attached?: Media } {
    if (act.media) {
      const { kind, contentType, base64, fileName = 'file' } = act.media
      const bytes = Buffer.from(base64, 'base64')
      const content =
        kind === 'file'
          ? { type: kind, fileName, fileSize: bytes.length }
          : { type: kind, contentProvider: { type: 'line' } }
      return { shown: content, content, attached: { kind, bytes, contentType } }
    }
    if (act.text === undefined) throw new ControlError('NOTHING_TYPED', 'Give a text or media.', { status: 400 })
    const name = `@${bot.displayName}`
    const isNamed = act.text.includes(name)
    const text = act.mentionBot && !isNamed ? `${name} ${act.text}` : act.text
    const mentionee = { index: text.indexOf(name), length: name.length, type: 'user', userId: bot.userId, isSelf: true }
    const mention = act.mentionBot && act.groupId ? { mention: { mentionees: [mentionee] } } : {}
    return { shown: { type: 'text', text }, content: { type: 'text', text, ...mention } }
  }

  async function sendMessage(act: MessageAct): Promise<ActOutcome> {
    const at = clock.now()
    const user = findUser(act.userId)
    const { chatId, isHeard, source } = findPlace(user, act.groupId)
    const { shown, content, attached } = write(act)
    const messageId = chats.addMessage(chatId, user.userId, shown, at, attached)
    if (!isHeard) return { ...nothingSent, messageId }
    if (act.groupId === undefined) world.markWrote(user, at)
    const quote = quoteTokens.isQuotable(content.type) ? { quoteToken: quoteTokens.issue(chatId, messageId) } : {}
    const outcome = await send('message', source, { message: { id: messageId, ...quote, ...content } }, at, true)
    return { ...outcome, messageId }
  }

  async function tapPostback(act: PostbackAct): Promise<ActOutcome> {
    const at = clock.now()
    const user = findUser(act.userId)
    const { chatId, isHeard, source } = findPlace(user, act.groupId)
    if (act.displayText) chats.addMessage(chatId, user.userId, { type: 'text', text: act.displayText }, at)
    if (!isHeard) return nothingSent
    const { userId: _, ...withoutUser } = source
    const postback = act.params ? { data: act.data, params: act.params } : { data: act.data }
    return send('postback', act.withoutUserId && act.groupId ? withoutUser : source, { postback }, at, true)
  }

  /** The phone shows the other tab at once and then tells the bot; an alias that leads nowhere is told too. */
  async function switchRichMenu(act: Extract<Act, { type: 'richmenuswitch' }>): Promise<ActOutcome> {
    const at = clock.now()
    const { source } = findPlace(findUser(act.userId), undefined)
    const richMenuId = richMenus.findAlias(act.richMenuAliasId)
    if (richMenuId) richMenus.show(act.userId, richMenuId)
    chats.announce(act.userId)
    const status = richMenuId ? 'SUCCESS' : 'RICHMENU_ALIAS_ID_NOTFOUND'
    const params = { newRichMenuAliasId: act.richMenuAliasId, status }
    return send('postback', source, { postback: { data: act.data, params } }, at, true)
  }

  async function follow(user: SimulatedUser): Promise<ActOutcome> {
    if (user.isFriend && !user.isBlocked) throw impossible(`${user.userId} is a friend already.`)
    const at = clock.now()
    const isUnblocked = user.isBlocked
    record({ k: 'friend', userId: user.userId, isFriend: true, isBlocked: false })
    chats.addNotice(user.userId, isUnblocked ? notices.unblocked(bot) : notices.followed(bot), at)
    return send('follow', { type: 'user', userId: user.userId }, { follow: { isUnblocked } }, at, true)
  }

  async function unfollow(user: SimulatedUser): Promise<ActOutcome> {
    if (user.isBlocked) throw impossible(`${user.userId} has blocked the bot already.`)
    const at = clock.now()
    record({ k: 'friend', userId: user.userId, isFriend: false, isBlocked: true })
    chats.addNotice(user.userId, notices.blocked(bot), at)
    return send('unfollow', { type: 'user', userId: user.userId }, {}, at, false)
  }

  async function bringBotIn({ groupId: id, isBotMember }: SimulatedGroup): Promise<ActOutcome> {
    if (isBotMember) throw impossible(`The bot is in group ${id} already.`)
    const at = clock.now()
    record({ k: 'bot', groupId: id, isMember: true })
    chats.addNotice(id, notices.botJoined(bot), at)
    return send('join', { type: 'group', groupId: id }, {}, at, true)
  }

  // Not async: LINE's own leave call does not wait for the webhook, yet a journal that cannot be written must refuse it.
  function takeBotOut({ groupId: id, isBotMember }: SimulatedGroup): Promise<ActOutcome> {
    if (!isBotMember) throw impossible(`The bot is not in group ${id}.`)
    const at = clock.now()
    record({ k: 'bot', groupId: id, isMember: false })
    chats.addNotice(id, notices.botLeft(bot), at)
    return send('leave', { type: 'group', groupId: id }, {}, at, false)
  }

  async function addMembers(group: SimulatedGroup, userIds: string[]): Promise<ActOutcome> {
    const joining = [...new Set(userIds)].map(findUser).filter((user) => !group.memberIds.has(user.userId))
    if (joining.length === 0) throw impossible(`They are in group ${group.groupId} already.`)
    const at = clock.now()
    record({ k: 'members', groupId: group.groupId, joined: joining.map((user) => user.userId) })
    for (const user of joining) chats.addNotice(group.groupId, notices.memberJoined(user), at)
    if (!group.isBotMember) return nothingSent
    const members = joining.map((user) => ({ type: 'user', userId: user.userId }))
    return send('memberJoined', { type: 'group', groupId: group.groupId }, { joined: { members } }, at, true)
  }

  async function removeMember(group: SimulatedGroup, user: SimulatedUser): Promise<ActOutcome> {
    if (!group.memberIds.has(user.userId)) throw impossible(`${user.userId} is not in group ${group.groupId}.`)
    const at = clock.now()
    record({ k: 'members', groupId: group.groupId, left: [user.userId] })
    chats.addNotice(group.groupId, notices.memberLeft(user), at)
    if (!group.isBotMember) return nothingSent
    const members = [{ type: 'user', userId: user.userId }]
    return send('memberLeft', { type: 'group', groupId: group.groupId }, { left: { members } }, at, false)
  }

  async function unsend(act: Extract<Act, { type: 'unsend' }>): Promise<ActOutcome> {
    const at = clock.now()
    const user = findUser(act.userId)
    const { chatId, isHeard, source } = findPlace(user, act.groupId)
    if (chats.findTyped(chatId, act.messageId)?.from !== user.userId) {
      throw new ControlError('NO_SUCH_MESSAGE', `${user.userId} has no message ${act.messageId} here.`, { status: 404 })
    }
    chats.markUnsent(chatId, act.messageId, notices.unsent(user))
    if (!isHeard) return nothingSent
    return send('unsend', source, { unsend: { messageId: act.messageId } }, at, false)
  }

  async function perform(act: Act): Promise<ActOutcome> {
    switch (act.type) {
      case 'message':
        return sendMessage(act)
      case 'postback':
        return tapPostback(act)
      case 'richmenuswitch':
        return switchRichMenu(act)
      case 'follow':
        return follow(findUser(act.userId))
      case 'unfollow':
        return unfollow(findUser(act.userId))
      case 'join':
        return bringBotIn(findGroup(act.groupId))
      case 'leave':
        return takeBotOut(findGroup(act.groupId))
      case 'memberJoined':
        return addMembers(findGroup(act.groupId), [act.userId])
      case 'memberLeft':
        return removeMember(findGroup(act.groupId), findUser(act.userId))
      case 'unsend':
        return unsend(act)
      case 'share':
        share(act)
        return nothingSent
    }
  }

  return { perform, addMembers, bringBotIn, takeBotOut }
}
