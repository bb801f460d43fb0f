import { createBot } from '../bot/create-bot.ts'
import { isPublicTemplate } from '../contracts/templates.ts'
import { createAccounts } from '../features/accounts/index.ts'
import { createAnswers, createRichMenu } from '../features/answers/index.ts'
import { createAudience } from '../features/audience/index.ts'
import { createBudget } from '../features/budget/index.ts'
import { createCalendar } from '../features/calendar/index.ts'
import { createCampaigns } from '../features/campaigns/index.ts'
import { createContent } from '../features/content/index.ts'
import { createIta } from '../features/ita/index.ts'
import { createPictureFeature } from '../features/pictures/index.ts'
import { createQuiz } from '../features/quiz/index.ts'
import { createQuota } from '../features/quota/index.ts'
import { systemClock } from '../platform/clock.ts'
import { forgetAnswers } from '../platform/http/api-guards.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import type { Platform } from './platform.ts'

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
    listUnwilling: (tx, series) => audience.listUnwilling(tx, series),
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
    withdrawChat: campaigns.withdrawChat,
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
    listOpenPolls: async () => [], // no poll can be open yet
    feedbackUrl: async () => undefined,
  })
  const richMenu = createRichMenu(platform)
  const bot = createBot()
  audience.registerBot(bot)
  quiz.registerBot(bot)
  answers.registerBot(bot) // last: it answers whatever typed text nobody else has
  return {
    accounts,
    content,
    pictures,
    budget,
    campaigns,
    calendar,
    audience,
    quota,
    quiz,
    richMenu,
    ita: createIta(),
    bot,
  }
}

/** The budget as the command line needs it: imports only, no cards. */
export function createBudgetCommand(audit: Platform['audit']) {
  const notHere = () => Promise.reject(new Error('The command line makes no cards.'))
  return createBudget({ audit, clock: systemClock, agencyName: notHere, createCard: notHere, makePictures: notHere })
}
