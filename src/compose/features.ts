import { createBot } from '../bot/create-bot.ts'
import { isLoopback } from '../config.ts'
import { isPublicCard } from '../contracts/templates.ts'
import { createAccounts } from '../features/accounts/index.ts'
import { createAlerts } from '../features/alerts/index.ts'
import { createAnswers, createRichMenu } from '../features/answers/index.ts'
import { createAudience, noticeVersion } from '../features/audience/index.ts'
import { createCalendar } from '../features/calendar/index.ts'
import { createCampaigns } from '../features/campaigns/index.ts'
import { lintCard } from '../features/content/lint-rules.ts'
import { createDigest } from '../features/digest/index.ts'
import { createIta } from '../features/ita/index.ts'
import { createLinks } from '../features/links/index.ts'
import { createOfficers } from '../features/officers/index.ts'
import { createQuiz } from '../features/quiz/index.ts'
import { createQuota } from '../features/quota/index.ts'
import { createReceipts } from '../features/receipts/index.ts'
import { createSetup } from '../features/setup/index.ts'
import { createSharing } from '../features/sharing/index.ts'
import { createUsers } from '../features/users/index.ts'
import { createAddFriendUrl } from '../line/add-friend-url.ts'
import { forgetAnswers } from '../platform/http/kept-answers.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import { alertSources } from './alert-sources.ts'
import { composeContent } from './content-features.ts'
import { runChecks } from './doctor/run-checks.ts'
import { idTokenReader } from './id-token-reader.ts'
import type { Platform } from './platform.ts'
import { composePolls } from './poll-features.ts'
import { webPage } from './web-page.ts'

export type Features = ReturnType<typeof composeFeatures>

/** Every feature with the functions of others that it needs: none imports another, this is where they meet. */
export function composeFeatures(platform: Platform) {
  const accounts = createAccounts({ ...platform, noticeVersion })
  const { content, pictures, series, budget, uploads } = composeContent(platform, accounts)
  const quota = createQuota({
    ...platform,
    countComingCosts: (tx, before) => campaigns.countComingCosts(tx, before),
    countEveryone: async (tx, via) => (await audience.measureAudience(tx, { everyone: true, via })).messages,
  })
  const links = createLinks({ ...platform, ...platform.config })
  const receipts = createReceipts({
    ...platform,
    isRegistered: (tx, userId) => audience.isRegistered(tx, userId),
    findReader: (tx, userId) => audience.findReader(tx, userId),
  })
  const officers = createOfficers({
    ...platform,
    enqueue,
    addFriendUrl: createAddFriendUrl(platform.line),
    findReader: (tx, userId) => audience.findReader(tx, userId),
  })
  const campaigns = createCampaigns({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    askApprovers: officers.askApprovers,
    tellOfficer: officers.tellOfficer,
    findOfficerName: officers.findName,
    findOfficerChat: officers.findChat,
    countOfficerMessages: officers.countWaitingForLine,
    countAsked: officers.countAsked,
    isPublicCard,
    checkRules: content.checkRules,
    resolveMessage: (tx, spec) => series.resolveMessage(tx, spec, content.resolveMessage),
    findSeries: series.findSeries,
    drawMessages: pictures.drawMessages,
    countLinks: links.countLinks,
    listClicks: links.listClicks,
    receiptData: receipts.buttonData,
    countReceipts: receipts.countReceipts,
    findSeriesItem: series.findItem,
    listJoinTimes: (tx, chatIds) => audience.listJoinTimes(tx, chatIds),
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: accounts.isApprovalRequired,
    sendingCaps: accounts.sendingCaps,
    readAudience: (tx, spec, among) => audience.readAudience(tx, spec, among),
    readLost: (tx, spec) => audience.readLost(tx, spec),
    measureAudience: (tx, spec) => audience.measureAudience(tx, spec),
    listUnwilling: (tx, series) => audience.listUnwilling(tx, series),
    findPeopleChats: (tx, ids) => audience.findPeopleChats(tx, ids),
    countMembers: (tx, chatIds) => audience.countMembers(tx, chatIds),
    refreshQuota: quota.refresh,
    checkQuota: quota.checkFits,
    isQuotaShort: quota.isShortFor,
    checkGroupLater: (tx, chatId) => audience.checkGroupLater(tx, chatId),
    checkResultCard: (tx, campaignId, goesAt) => polls.checkResultCard(tx, campaignId, goesAt),
    checkPromisedDay: (tx, campaignId, goesAt) => polls.checkPromisedDay(tx, campaignId, goesAt),
  })
  const calendar = createCalendar({ ...platform, moveRuns: campaigns.moveRuns })
  const audience = createAudience({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    agencyName: accounts.agencyName,
    noticeFacts: accounts.noticeFacts,
    ownQuizRecord: (tx, staffId) => quiz.ownRecord(tx, staffId),
    findTodaysCard: content.findTodaysCard,
    isOfficerChat: (tx, lineUserId) => officers.isOfficerChat(tx, lineUserId),
    async withdrawChat(tx, chatId, reason) {
      await campaigns.withdrawChat(tx, chatId, reason)
      if (reason === 'blocked' || reason === 'erased') await officers.unlinkChat(tx, chatId, reason)
    },
    findUnitOf: (tx, userId) => users.findUnitOf(tx, userId),
    listUsesOf: async (tx, id) => [
      ...(await campaigns.listCampaignsNaming(tx, id)),
      ...(await polls.listPollsNaming(tx, id)),
    ],
    forgetChat: campaigns.forgetChat,
    findLastSent: campaigns.findLastSent,
    forgetAnswers,
    async listSeries(tx, ids) {
      const wanted = [...(await campaigns.listSeriesUnderWay(tx)), ...ids]
      return series.listNames(tx, wanted)
    },
    languageChanged: (tx) => richMenu.linkLater(tx),
    forgetMenuOf: (tx, lineUserId) => richMenu.unlinkLater(tx, lineUserId),
  })
  const quiz = createQuiz({
    ...platform,
    checkRules: content.checkRules,
    listCardTitles: content.listTitles,
    agencyName: accounts.agencyName,
    findReader: audience.findReader,
    findMember: audience.findMember,
  })
  const answers = createAnswers({
    ...platform,
    isPublicCard,
    agencyName: accounts.agencyName,
    budgetLookup: accounts.budgetLookup,
    findReader: audience.findReader,
    askAboutUnit: audience.askAboutUnit,
    libraryMark: content.libraryMark,
    pickTodaysCard: content.pickTodaysCard,
    listApprovedCards: content.listApprovedCards,
    findHero: (tx, { id, template, data }) => pictures.findHero(tx, { id, template, data, state: 'approved' }),
    listOpenPolls: (tx, userId) => polls.listOpen(tx, userId),
    findNextPollAt: (tx, userId) => polls.findNextPollAt(tx, userId),
    findFeedback: (tx, userId) => polls.findFeedback(tx, userId),
  })
  const richMenu = createRichMenu({
    ...platform,
    enqueue,
    menuColors: pictures.getColors,
    listMenuReaders: audience.listMenuReaders,
    markMenu: audience.markMenu,
    forgetMenus: audience.forgetMenus,
  })
  const alerts = createAlerts({
    ...platform,
    publicUrl: platform.config.publicUrl,
    alertTo: platform.config.alertTo,
    tellOfficersAt: officers.tellOfficersAt,
    sources: alertSources(platform, {
      countRunsByState: campaigns.countRunsByState,
      countFailing: campaigns.countFailing,
      countLostGroups: (days) => audience.countLostGroups(platform.database.prisma, days),
      countOverdueResults: () => polls.countOverdueResults(),
      isQuotaNearlyUsed: () => quota.isNearlyUsed(platform.database.prisma),
    }),
  })
  const ita = createIta({
    clock: platform.clock,
    agencyName: accounts.agencyName,
    createCard: content.createCard,
    findOwner: content.findOwner,
    listMeasureStates: content.listMeasureStates,
    checkPictures: pictures.checkFits,
    makePictures: pictures.makeOfCard,
  })
  const { draw, rooms, polls } = composePolls(platform, {
    accounts,
    audience,
    calendar,
    campaigns,
    content,
    ita,
    officers,
    pictures,
  })
  const digest = createDigest({
    ...platform,
    publicUrl: platform.config.publicUrl,
    listEditors: officers.listEditors,
    tellOfficer: officers.tellOfficer,
    agencyName: accounts.agencyName,
    countRunsDone: campaigns.countRunsDone,
    listSent: campaigns.listSent,
    listPollsOf: polls.listPollsOf,
    listMeasureUpdates: content.listMeasureUpdates,
    keepsRules: (data) => lintCard({ title: '', data }).length === 0,
    createCard: content.createCard,
    createCampaign: campaigns.create,
  })
  const users = createUsers({
    ...platform,
    publicUrl: platform.config.publicUrl,
    phoneUrl: platform.isDemo ? `http://localhost:${platform.config.ports.simulator}/` : null,
    hasLine: platform.config.login !== undefined,
    agencyName: accounts.agencyName,
    isApprovalRequired: accounts.isApprovalRequired,
    hasUnit: audience.hasUnit,
  })
  const setup = createSetup({
    clock: platform.clock,
    publicUrl: platform.config.publicUrl,
    runChecks: () => runChecks(platform),
  })
  const sharing = createSharing({
    ...platform,
    readIdToken: idTokenReader(platform),
    liff: platform.config.liff,
    isLineLocal: isLoopback(platform.config.lineApiUrl),
    agencyName: accounts.agencyName,
    findLinkedOfficer: officers.findLinked,
    resolveMessage: content.resolveMessage,
    listOpenGroups: audience.listOpenGroups,
    recordByHand: campaigns.recordByHand,
    pageDir: webPage('share'),
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
    uploads,
    series,
    campaigns,
    calendar,
    digest,
    audience,
    draw,
    polls,
    quota,
    quiz,
    richMenu,
    rooms,
    setup,
    sharing,
    users,
    ita,
    bot,
  }
}
