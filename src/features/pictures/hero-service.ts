import type { Picture } from '../../contracts/api/pictures.ts'
import { isPictureTemplate, type PictureTemplate, pictureTemplates } from '../../contracts/picture-templates.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { PictureTooFull } from '../../platform/pictures/create-pictures.ts'
import { makePictureRequest } from './job-requests.ts'
import type { Card, PictureDeps } from './needs.ts'
import { hashLook, hashRecipe, makeRecipe, type OfficeLook, type Recipe } from './recipe.ts'
import * as repo from './repo.ts'

// All measures of a year, and what a poll has found, need a tall picture.
const tall = new Set<string>(['measure-timeline', 'poll-result'] satisfies PictureTemplate[])
const formatOf = ({ template }: Pick<Card, 'template'>) => (tall.has(template) ? 'portrait' : 'square')

// A new look concerns every card of the library. Few at a time: a picture that somebody has just asked for waits behind them.
const renewedAtOnce = 100
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** `id` null: words that a campaign brings itself, which are of no card of the library. */
type Told = Omit<Card, 'id'> & { id: string | null }

/** The picture of an approved card, which its message carries: drawn without being asked for, and anew when the look changes. */
export function createHeroService(
  deps: Pick<PictureDeps, 'database' | 'publicUrl' | 'enqueue' | 'listApprovedCards'>,
  { officeLook, check }: { officeLook(tx: Tx): Promise<OfficeLook>; check(recipe: Recipe): Promise<void> },
) {
  const recipeOf = async (tx: Tx, card: Omit<Card, 'id'>) => makeRecipe(await officeLook(tx), card, formatOf(card))

  /** What is approved gets its picture, for the hero; a card whose words do not fit goes out without. */
  async function makeHero(tx: Tx, card: Told): Promise<void> {
    if (!isPictureTemplate(card.template)) return
    const recipe = await recipeOf(tx, card)
    const row = await repo.keepPicture(tx, { ...recipe, recipe: hashRecipe(recipe), contentId: card.id })
    if (row.state === 'waiting') await deps.enqueue(tx, [makePictureRequest(row.id)])
  }

  /** What of a card's words would not fit its square; nothing for a card without a picture. */
  async function findCuts(tx: Tx, { template, data }: Omit<Card, 'id' | 'state'>): Promise<Picture['cuts']> {
    if (!isPictureTemplate(template)) return []
    try {
      await check(await recipeOf(tx, { template, data, state: 'draft' }))
      return []
    } catch (error) {
      if (!(error instanceof PictureTooFull)) throw error
      return error.fields
    }
  }

  /** The address of a card's picture with the words that the card has now; in the look before this one until it is drawn anew. */
  async function findHero(tx: Tx, card: Told): Promise<string | undefined> {
    if (!isPictureTemplate(card.template)) return undefined
    const recipe = recipeOrNone(await officeLook(tx), card)
    if (!recipe) return undefined
    const row = await repo.findByRecipe(tx, hashRecipe(recipe))
    const media = row && row.state !== 'waiting' ? row.media : card.id && (await findEarlier(tx, card.id, recipe))
    return media ? `${deps.publicUrl}/media/${media}` : undefined
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
      const query = { templates: pictureTemplates, before: after, limit: renewedAtOnce }
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
function recipeOrNone(look: OfficeLook, card: Omit<Card, 'id'>): Recipe | undefined {
  try {
    return makeRecipe(look, card, formatOf(card))
  } catch (error) {
    if (error instanceof AppError && error.code === 'TEMPLATE_DATA_INVALID') return undefined
    throw error
  }
}
