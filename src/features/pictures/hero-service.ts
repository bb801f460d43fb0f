import type { Picture } from '../../contracts/api/pictures.ts'
import type { TemplateName } from '../../contracts/templates.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { PictureTooFull } from '../../platform/pictures/create-pictures.ts'
import { makePictureRequest } from './job-requests.ts'
import type { Card, PictureDeps } from './needs.ts'
import { hashLook, hashRecipe, makeRecipe, type OfficeLook, type Recipe } from './recipe.ts'
import * as repo from './repo.ts'

// The Flex templates that have room for a hero.
const heroTemplates = new Set<string>([
  'budget-summary',
  'digest',
  'dos-donts',
  'guide',
  'invitation',
  'ita-comparison',
  'measure-timeline',
  'measure-update',
  'no-gift',
  'notice',
  'opportunity',
] satisfies TemplateName[])

// All measures of a year need a tall picture.
const formatOf = ({ template }: Pick<Card, 'template'>) => (template === 'measure-timeline' ? 'portrait' : 'square')

// A new look concerns every card of the library. Few at a time: a picture that somebody has just asked for waits behind them.
const renewedAtOnce = 100
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The square of an approved card, which its message carries: drawn without being asked for, and anew when the look changes. */
export function createHeroService(
  deps: Pick<PictureDeps, 'database' | 'publicUrl' | 'enqueue' | 'listApprovedCards'>,
  { officeLook, check }: { officeLook(tx: Tx): Promise<OfficeLook>; check(recipe: Recipe): Promise<void> },
) {
  const recipeOf = async (tx: Tx, card: Omit<Card, 'id'>) => makeRecipe(await officeLook(tx), card, formatOf(card))

  /** An approved card gets its square, for the hero; one whose words do not fit goes out without. */
  async function makeHero(tx: Tx, card: Card): Promise<void> {
    if (!heroTemplates.has(card.template)) return
    const recipe = await recipeOf(tx, card)
    const row = await repo.keepPicture(tx, { ...recipe, recipe: hashRecipe(recipe), contentId: card.id })
    if (row.state === 'waiting') await deps.enqueue(tx, [makePictureRequest(row.id)])
  }

  /** What of a card's words would not fit its square; nothing for a card without a picture. */
  async function findCuts(tx: Tx, { template, data }: Omit<Card, 'id' | 'state'>): Promise<Picture['cuts']> {
    if (!heroTemplates.has(template)) return []
    try {
      await check(await recipeOf(tx, { template, data, state: 'draft' }))
      return []
    } catch (error) {
      if (!(error instanceof PictureTooFull)) throw error
      return error.fields
    }
  }

  /** The address of a card's square with the words that the card has now; in the look before this one until it is drawn anew. */
  async function findHero(tx: Tx, card: Card): Promise<string | undefined> {
    if (!heroTemplates.has(card.template)) return undefined
    const recipe = await recipeOf(tx, card)
    const row = await repo.findByRecipe(tx, hashRecipe(recipe))
    const media = row && row.state !== 'waiting' ? row.media : await findEarlier(tx, card.id, recipe)
    return media == null ? undefined : `${deps.publicUrl}/media/${media}`
  }

  async function findEarlier(tx: Tx, contentId: string, recipe: Recipe): Promise<string | null> {
    const earlier = await repo.findLastMade(tx, contentId, recipe)
    if (!earlier) return null
    const { look } = recipe
    return hashRecipe({ ...recipe, data: earlier.data, look }) === hashRecipe(recipe) ? earlier.media : null
  }

  /** Whether the look, the agency's name or the drawings have changed since the squares of all approved cards were seen to. */
  async function isRenewalDue(): Promise<boolean> {
    return deps.database.transaction(async (tx) => (await findPlace(tx)).after !== null)
  }

  /** How far the library has been gone through in the look of now; `after` null: to its end. */
  async function findPlace(tx: Tx) {
    const look = await officeLook(tx)
    const [name, kept] = [hashLook(look), await repo.readRenewal(tx)]
    return { look, name, after: kept?.look === name ? kept.after : lastId }
  }

  /** Done by a job, a part of the library at a time, the newest cards first, until no card is left without its square. */
  async function renewHeroes(): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const { look, name, after } = await findPlace(tx)
      if (after === null || (await repo.listWaiting(tx)).length >= renewedAtOnce) return
      const query = { templates: [...heroTemplates], before: after, limit: renewedAtOnce }
      const cards = await deps.listApprovedCards(tx, query)
      const pictures = cards.flatMap((card) => {
        const recipe = recipeOrNone(look, card)
        return recipe ? [{ ...recipe, recipe: hashRecipe(recipe), contentId: card.id }] : []
      })
      const ids = await repo.keepPictures(tx, pictures)
      await deps.enqueue(tx, ids.map(makePictureRequest))
      await repo.writeRenewal(tx, { look: name, after: (cards.length === renewedAtOnce && cards.at(-1)?.id) || null })
    })
  }

  return { makeHero, findCuts, findHero, isRenewalDue, renewHeroes }
}

/** A card that was approved in an earlier release may have data of which this one makes no picture. */
function recipeOrNone(look: OfficeLook, card: Card): Recipe | undefined {
  try {
    return makeRecipe(look, card, formatOf(card))
  } catch (error) {
    if (error instanceof AppError && error.code === 'TEMPLATE_DATA_INVALID') return undefined
    throw error
  }
}
