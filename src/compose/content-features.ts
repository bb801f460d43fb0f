import type { createAccounts } from '../features/accounts/index.ts'
import { createBudget } from '../features/budget/index.ts'
import { createContent } from '../features/content/index.ts'
import { createPictureFeature } from '../features/pictures/index.ts'
import { createSeries } from '../features/series/index.ts'
import { createUploads } from '../features/uploads/index.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import type { Platform } from './platform.ts'

/** What the office has to say: cards, their pictures, series of cards, and the budget they tell of. */
export function composeContent(platform: Platform, accounts: ReturnType<typeof createAccounts>) {
  const content = createContent({
    ...platform,
    makeHero: (tx, card) => pictures.makeHero(tx, card),
    findHero: (tx, card) => pictures.findHero(tx, card),
    findCuts: (tx, card) => pictures.findCuts(tx, card),
  })
  const pictures = createPictureFeature({
    ...platform,
    enqueue,
    publicUrl: platform.config.publicUrl,
    getCard: content.getCard,
    listApprovedCards: content.listApprovedOf,
    agencyName: accounts.agencyName,
  })
  const series = createSeries({ ...platform, listCards: content.listCards })
  const budget = createBudget({
    ...platform,
    agencyName: accounts.agencyName,
    budgetLookup: accounts.budgetLookup,
    createCard: content.createCard,
    findOwner: content.findOwner,
    checkPictures: pictures.checkFits,
    makePictures: pictures.makeOfCard,
  })
  const uploads = createUploads({ ...platform, publicUrl: platform.config.publicUrl })
  return { content, pictures, series, budget, uploads }
}
