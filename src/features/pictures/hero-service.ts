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

// A new look concerns every card of the library; how far it has been gone through is noted after so many.
const renewedAtOnce = 20
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

type Drawing = {
  officeLook(tx: Tx): Promise<OfficeLook>
  check(recipe: Recipe): Promise<void>
  drawToEnd(recipe: Recipe): Promise<repo.PictureEnd>
}

/** `id` null: words that a campaign brings itself, which are of no card of the library. */
type Told = Omit<Card, 'id'> & { id: string | null }

/** The picture of an approved card, which its message carries: drawn without being asked for, and anew when the look changes. */
export function createHeroService(
  deps: Pick<PictureDeps, 'database' | 'publicUrl' | 'enqueue' | 'listApprovedCards' | 'log'>,
  { officeLook, check, drawToEnd }: Drawing,
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
    const media = row && row.state !== 'waiting' ? row.media : await findEarlier(tx, card.id, recipe)
    return media ? `${deps.publicUrl}/media/${media}` : undefined
  }

  async function findEarlier(tx: Tx, contentId: string | null, recipe: Recipe): Promise<string | null> {
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

  /**
   * Done by a job, the newest cards first, until no card is left without its picture. It draws by itself, one after the other: as jobs
   * they would stand before a picture that somebody asks for meanwhile.
   */
  async function renewHeroes(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await renewSome(signal)));
  }

  /** True where there is more of the library to go through. */
  async function renewSome(signal: AbortSignal): Promise<boolean> {
    const part = await deps.database.transaction(findPart)
    if (!part) return false
    for (const picture of part.missing) {
      if (signal.aborted) return false
      await drawNow(picture)
    }
    const { look, after } = part
    await deps.database.transaction((tx) => repo.writeRenewal(tx, { look, after }))
    return after !== null
  }

  async function findPart(tx: Tx) {
    const { look, name, after } = await findPlace(tx)
    if (after === null) return undefined
    const cards = await deps.listApprovedCards(tx, { templates: pictureTemplates, before: after, limit: renewedAtOnce })
    const pictures = cards.flatMap((card) => {
      const recipe = recipeOrNone(look, card)
      return recipe ? [{ ...recipe, recipe: hashRecipe(recipe), contentId: card.id }] : []
    })
    const kept = await repo.findKept(
      tx,
      pictures.map(({ recipe }) => recipe),
    )
    const missing = pictures.filter(({ recipe }) => !kept.has(recipe))
    return { look: name, missing, after: (cards.length === renewedAtOnce && cards.at(-1)?.id) || null }
  }

  /** What cannot be drawn now, the library does not wait for: it becomes a job like any other. */
  async function drawNow({ recipe: hash, contentId, ...recipe }: repo.NewPicture): Promise<void> {
    const picture = { ...recipe, recipe: hash, contentId }
    try {
      const end = await drawToEnd(recipe as Recipe)
      await deps.database.transaction((tx) => repo.keepDrawn(tx, picture, end))
    } catch (err) {
      deps.log.warn({ err }, 'a picture of the library could not be drawn now; it is tried again')
      await deps.database.transaction(async (tx) => {
        const { id, state } = await repo.keepPicture(tx, picture)
        if (state === 'waiting') await deps.enqueue(tx, [makePictureRequest(id)])
      })
    }
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
