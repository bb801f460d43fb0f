import { createBot } from '../bot/create-bot.ts'
import { isLoopback } from '../config.ts'
import { isPublicTemplate } from '../contracts/templates.ts'
import { createAccounts } from '../features/accounts/index.ts'
import { createAudience } from '../features/audience/index.ts'
import { createCalendar } from '../features/calendar/index.ts'
import { createCampaigns } from '../features/campaigns/index.ts'
import { createContent } from '../features/content/index.ts'
import { createIta } from '../features/ita/index.ts'
import { createPolls } from '../features/polls/index.ts'
import { createPollKeys } from '../features/polls/poll-keys.ts'
import { createRooms } from '../features/polls/room-index.ts'
import { createQuota } from '../features/quota/index.ts'
import { forgetAnswers } from '../platform/http/api-guards.ts'
import { createLive } from '../platform/live/create-live.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import { createKeyFolders } from '../platform/secrets/key-folders.ts'
import type { Platform } from './platform.ts'
import { pollKeysFolder } from './poll-keys-folder.ts'

export type Features = ReturnType<typeof composeFeatures>

/** Every feature with the functions of others that it needs: none imports another, this is where they meet. */
export function composeFeatures(platform: Platform) {
  const accounts = createAccounts(platform)
  const content = createContent(platform)
  const quota = createQuota({
    ...platform,
    countComingCosts: (tx, before) => campaigns.countComingCosts(tx, before),
    countEveryone: async (tx, via) => (await audience.estimateAudience(tx, { everyone: true, via })).messages,
  })
  const campaigns = createCampaigns({
    ...platform,
    enqueue,
    isPublicTemplate,
    resolveMessage: content.resolveMessage,
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: accounts.isApprovalRequired,
    sendingCaps: accounts.sendingCaps,
    resolveAudience: (tx, spec) => audience.resolveAudience(tx, spec),
    findPeopleChats: (tx, ids) => audience.findPeopleChats(tx, ids),
    countMembers: (tx, chatIds) => audience.countMembers(tx, chatIds),
    refreshQuota: quota.refresh,
    checkQuota: quota.checkFits,
    isQuotaShort: quota.isShortFor,
    checkGroupLater: (tx, chatId) => audience.checkGroupLater(tx, chatId),
  })
  const calendar = createCalendar({ ...platform, moveRuns: campaigns.moveRuns })
  const audience = createAudience({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    agencyName: accounts.agencyName,
    withdrawChat: campaigns.withdrawChat,
    listCampaignsNaming: campaigns.listCampaignsNaming,
    forgetChat: campaigns.forgetChat,
    forgetAnswers,
  })
  const { config, secrets, line, urls, database } = platform
  const keyFolders = createKeyFolders(pollKeysFolder(config))
  const rooms = createRooms({
    ...platform,
    publicUrl: config.publicUrl,
    lastingKey: secrets.lasting,
    tokenOf: createPollKeys(keyFolders).tokenOf,
    openLive: (options) => createLive({ ...platform, ...options, url: urls.app, pool: database.pool }),
  })
  const polls = createPolls({
    ...platform,
    enqueue,
    keyFolders,
    eventKey: secrets.lasting('vote-events'),
    isBallotHostApart: !isLoopback(config.ballotUrl),
    sendReply: line.sendReply,
    listStaffOf: (tx, spec) => audience.listStaffOf(tx, spec),
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: accounts.isApprovalRequired,
    agencyName: accounts.agencyName,
    createCampaign: campaigns.create,
    chatUrl: audience.addFriendUrl,
    ballotUrl: ({ id, fingerprint }) => `${config.publicUrl}/liff/?poll=${id}&key=${fingerprint}`,
    createRoom: rooms.createRoom,
  })
  const bot = createBot()
  polls.registerBot(bot)
  audience.registerBot(bot) // last: it answers whatever typed text nobody else has
  return { accounts, content, campaigns, calendar, audience, polls, quota, rooms, ita: createIta(), bot }
}
