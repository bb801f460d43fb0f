import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { CampaignRow } from './campaign-repo.ts'
import type { AudienceMember } from './cost-rules.ts'
import type { CampaignDeps, SeriesOfCards } from './needs.ts'
import { listFired, listStepChats } from './series-repo.ts'
import { type Item, isPlaylistDone, isStepDue, type NextItem, nextOfPlaylist } from './series-rules.ts'

export type Step = { item: Item; members: AudienceMember[] }
type Sending = Pick<CampaignRow, 'id' | 'messages'>

/** Which card of its series a campaign sends next, and to whom a step of a series per person is due. */
export function createSeriesSteps(deps: Pick<CampaignDeps, 'findSeries' | 'listJoinTimes' | 'clock'>) {
  async function find(tx: Tx, specs: MessageSpec[]): Promise<SeriesOfCards | undefined> {
    const spec = specs.find((one) => 'seriesId' in one)
    return spec && findKnown(tx, spec.seriesId)
  }

  async function findKnown(tx: Tx, id: string): Promise<SeriesOfCards> {
    const series = await deps.findSeries(tx, id)
    if (!series) throw new AppError('SERIES_UNKNOWN', `There is no series ${id}.`, { status: 422 })
    return series
  }

  /** Of a campaign being written. @throws SERIES_ONCE, SERIES_UNKNOWN, SERIES_NEEDS_RECURRENCE (422) */
  async function check(tx: Tx, specs: MessageSpec[], isRecurring: boolean): Promise<void> {
    if (specs.filter((spec) => 'seriesId' in spec).length > 1)
      throw new AppError('SERIES_ONCE', 'A campaign sends one series.', { status: 422 })
    const series = await find(tx, specs)
    if (series?.kind === 'per_person' && !isRecurring)
      throw new AppError('SERIES_NEEDS_RECURRENCE', 'A series per person needs a recurring schedule.', { status: 422 })
  }

  async function next(tx: Tx, campaign: Sending, series: SeriesOfCards): Promise<NextItem> {
    return nextOfPlaylist(series.items, await listFired(tx, campaign.id), series.atEnd)
  }

  /** The card that stands for a campaign's series now: of a playlist the next one, where it has one to send. */
  async function nextContent(tx: Tx, campaign: Sending): Promise<string | undefined> {
    const series = await find(tx, campaign.messages)
    const step = series?.kind === 'playlist' ? await next(tx, campaign, series) : undefined
    return step?.kind === 'item' ? step.item.contentId : undefined
  }

  /** A playlist that has sent its last card plans no further run. */
  async function isDone(tx: Tx, campaign: Sending): Promise<boolean> {
    const series = await find(tx, campaign.messages)
    if (series?.kind !== 'playlist') return false
    return isPlaylistDone(series.items, await listFired(tx, campaign.id), series.atEnd)
  }

  /** Every step with the people it is due to. Somebody may be due for two: they joined when the step of day 1 was late. */
  async function listSteps(
    tx: Tx,
    campaign: Sending,
    series: SeriesOfCards,
    pages: AsyncIterable<AudienceMember[]>,
  ): Promise<Step[]> {
    const now = deps.clock.now()
    const steps: (Step & { day: number; told: ReadonlySet<string> })[] = []
    for (const item of series.items) {
      if (item.day === null || item.isSkipped || !item.isApproved) continue
      steps.push({ item, day: item.day, told: await listStepChats(tx, campaign.id, item.id), members: [] })
    }
    for await (const page of pages) {
      const people = page.filter(({ kind }) => kind === 'person')
      const joinTimes = await deps.listJoinTimes(
        tx,
        people.map(({ chatId }) => chatId),
      )
      for (const { day, told, members } of steps) {
        for (const person of people) {
          const joinedAt = joinTimes.get(person.chatId)
          if (joinedAt && isStepDue(day, joinedAt, now) && !told.has(person.chatId)) members.push(person)
        }
      }
    }
    return steps.filter(({ members }) => members.length > 0).map(({ item, members }) => ({ item, members }))
  }

  return { find, check, next, nextContent, isDone, listSteps }
}
