import { createBot } from '../bot/create-bot.ts'
import { isLoopback } from '../config.ts'
import { isPublicTemplate } from '../contracts/templates.ts'
import { createAccounts } from '../features/accounts/index.ts'
import { createAlerts } from '../features/alerts/index.ts'
import { createAnswers, createRichMenu } from '../features/answers/index.ts'
import { createAudience } from '../features/audience/index.ts'
import { createBudget } from '../features/budget/index.ts'
import { createCalendar } from '../features/calendar/index.ts'
import { createCampaigns } from '../features/campaigns/index.ts'
import { createContent } from '../features/content/index.ts'
import { createIta } from '../features/ita/index.ts'
import { createLinks } from '../features/links/index.ts'
import { createOfficers } from '../features/officers/index.ts'
import { createPictureFeature } from '../features/pictures/index.ts'
import { createDraw } from '../features/polls/draw-index.ts'
import { createPolls } from '../features/polls/index.ts'
import { createPollKeys } from '../features/polls/poll-keys.ts'
import { pollLink } from '../features/polls/poll-link.ts'
import { createRooms } from '../features/polls/room-index.ts'
import { createQuiz } from '../features/quiz/index.ts'
import { createQuota } from '../features/quota/index.ts'
import { createReceipts } from '../features/receipts/index.ts'
import { createSeries } from '../features/series/index.ts'
import { createUsers } from '../features/users/index.ts'
import { createAddFriendUrl } from '../line/add-friend-url.ts'
import { systemClock } from '../platform/clock.ts'
import { forgetAnswers } from '../platform/http/api-guards.ts'
import { createLive } from '../platform/live/create-live.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import { createKeyFolders } from '../platform/secrets/key-folders.ts'
import { alertSources } from './alert-sources.ts'
import { idTokenReader } from './id-token-reader.ts'
import type { Platform } from './platform.ts'
import { pollKeysFolder } from './poll-keys-folder.ts'
import { webPage } from './web-page.ts'

export type Features = ReturnType<typeof composeFeatures>

/** Every feature with the functions of others that it needs: none imports another, this is where they meet. */
export function composeFeatures(platform: Platform) {
  const accounts = createAccounts(platform)
  const content = createContent({
    ...platform,
    makeHero: (tx, card) => pictures.makeHero(tx, card),
    findHero: (tx, card) => pictures.findHero(tx, card),
  })
  const pictures = createPictureFeature({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    getCard: content.getCard,
    agencyName: accounts.agencyName,
  })
  const budget = createBudget({
    ...platform,
    agencyName: accounts.agencyName,
    createCard: content.createCard,
    makePictures: pictures.makeOfCard,
  })
  const series = createSeries({ ...platform, listCards: content.listCards })
  const quota = createQuota({
    ...platform,
    countComingCosts: (tx, before) => campaigns.countComingCosts(tx, before),
    countEveryone: async (tx, via) => (await audience.estimateAudience(tx, { everyone: true, via })).messages,
  })
  const links = createLinks({ ...platform, publicUrl: platform.config.publicUrl })
  const receipts = createReceipts({ ...platform, isRegistered: (tx, userId) => audience.isRegistered(tx, userId) })
  const officers = createOfficers({ ...platform, enqueue, addFriendUrl: createAddFriendUrl(platform.line) })
  const campaigns = createCampaigns({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    askApprovers: officers.askApprovers,
    tellOfficer: officers.tellOfficer,
    findOfficerName: officers.findName,
    isPublicTemplate,
    resolveMessage: (tx, spec) => series.resolveMessage(tx, spec, content.resolveMessage),
    findSeries: series.findSeries,
    countLinks: links.countLinks,
    listClicks: links.listClicks,
    receiptData: receipts.buttonData,
    countReceipts: receipts.countReceipts,
    findSeriesItem: series.findItem,
    listJoinTimes: (tx, chatIds) => audience.listJoinTimes(tx, chatIds),
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: accounts.isApprovalRequired,
    sendingCaps: accounts.sendingCaps,
    listUnwilling: (tx, series) => audience.listUnwilling(tx, series),
    readAudience: (tx, spec) => audience.readAudience(tx, spec),
    measureAudience: (tx, spec) => audience.measureAudience(tx, spec),
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
    ownQuizRecord: (tx, staffId) => quiz.ownRecord(tx, staffId),
    findTodaysCard: content.findTodaysCard,
    async withdrawChat(tx, chatId, reason) {
      await campaigns.withdrawChat(tx, chatId, reason)
      if (reason === 'blocked' || reason === 'erased') await officers.unlinkChat(tx, chatId, reason)
    },
    listCampaignsNaming: campaigns.listCampaignsNaming,
    forgetChat: campaigns.forgetChat,
    forgetAnswers,
  })
  const quiz = createQuiz({
    ...platform,
    agencyName: accounts.agencyName,
    findReader: audience.findReader,
    findMember: audience.findMember,
  })
  const answers = createAnswers({
    ...platform,
    isPublicTemplate,
    agencyName: accounts.agencyName,
    findReader: audience.findReader,
    libraryMark: content.libraryMark,
    listApprovedCards: content.listApprovedCards,
    findHero: (tx, { id, template, data }) => pictures.findHero(tx, { id, template, data, state: 'approved' }),
    listOpenPolls: async () => [], // the card of each poll is posted in its chats
    feedbackUrl: async () => undefined,
  })
  const richMenu = createRichMenu(platform)
  const alerts = createAlerts({
    ...platform,
    publicUrl: platform.config.publicUrl,
    alertTo: platform.config.alertTo,
    tellOfficersAt: officers.tellOfficersAt,
    sources: alertSources(platform, {
      countRunsByState: campaigns.countRunsByState,
      isQuotaNearlyUsed: () => quota.isNearlyUsed(platform.database.prisma),
    }),
  })
  const draw = createDraw({
    ...platform,
    keyFolders: createKeyFolders(pollKeysFolder(platform.config)),
    readIdToken: idTokenReader(platform),
    liff: platform.config.liff,
    ballotUrl: platform.config.ballotUrl,
    agencyName: accounts.agencyName,
    pageDir: webPage('liff'),
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
    chatUrl: createAddFriendUrl(platform.line),
    ballotUrl: (poll) => pollLink(config.liff, poll),
    createRoom: rooms.createRoom,
  })
  const users = createUsers({
    ...platform,
    publicUrl: platform.config.publicUrl,
    phoneUrl: platform.isDemo ? `http://localhost:${platform.config.ports.simulator}/` : null,
    agencyName: accounts.agencyName,
  })
  const bot = createBot()
  officers.registerBot(bot)
  receipts.registerBot(bot)
  polls.registerBot(bot)
  audience.registerBot(bot)
  quiz.registerBot(bot)
  answers.registerBot(bot) // last: it answers whatever typed text nobody else has
  return {
    accounts,
    alerts,
    links,
    receipts,
    officers,
    content,
    pictures,
    budget,
    series,
    campaigns,
    calendar,
    audience,
    draw,
    polls,
    quota,
    quiz,
    richMenu,
    rooms,
    users,
    ita: createIta(),
    bot,
  }
}

/** The budget as the command line needs it: imports only, no cards. */
export function createBudgetCommand(audit: Platform['audit']) {
  const notHere = () => Promise.reject(new Error('The command line makes no cards.'))
  return createBudget({ audit, clock: systemClock, agencyName: notHere, createCard: notHere, makePictures: notHere })
}
