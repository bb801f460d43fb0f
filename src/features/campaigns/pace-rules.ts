import { type PlannedDelivery, type PlannedRecipient, planDeliveries } from './rules.ts'

/** How slowly an officer wants a run: no more chats a minute than this, and spread evenly over that time. */
export type WantedPace = { chatsPerMinute: number | null; spreadMinutes: number | null }

/** Batches of at most `size` chats, one each `everyMs`. */
export type Batches = { size: number; everyMs: number }

/** A batch is at most this late; later, it and all after it move, so that what was missed is not made up for in a burst. */
export const batchLateMs = 5_000

const minuteMs = 60_000
const mostBatches = 7

/**
 * The batches of a run of `count` chats; the slower of the two wishes. Undefined: all at once.
 * Of batches each 10 s and up to 5 s late, seven can lie within one minute. So a minute's chats are cut in seven, and no
 * minute has more than its number wherever it begins.
 */
export function batchesOf({ chatsPerMinute, spreadMinutes }: WantedPace, count: number): Batches | undefined {
  const wishes = [
    ...(chatsPerMinute === null || chatsPerMinute >= count ? [] : [throttled(chatsPerMinute)]),
    ...(spreadMinutes === null || count < 2 ? [] : [spread(spreadMinutes, count)]),
  ]
  return wishes.toSorted((a, b) => a.size / a.everyMs - b.size / b.everyMs)[0]
}

function throttled(perMinute: number): Batches {
  const inAMinute = Math.min(perMinute, mostBatches)
  const everyMs = inAMinute === 1 ? minuteMs + batchLateMs : Math.ceil(minuteMs / (inAMinute - 1))
  return { size: Math.floor(perMinute / inAMinute), everyMs }
}

function spread(minutes: number, count: number): Batches {
  const batches = Math.min(count, minutes * (mostBatches - 1) + 1)
  const size = Math.ceil(count / batches)
  return { size, everyMs: Math.floor((minutes * minuteMs) / (Math.ceil(count / size) - 1)) }
}

/**
 * Plans the requests of a run page by page, each with how long after the start it is due. `count`: about how many chats
 * there will be, which decides how they are spread.
 */
export function createRequestPlan(wanted: WantedPace, count: number) {
  const batches = batchesOf(wanted, count)
  let plannedCount = 0

  function add(recipients: PlannedRecipient[]): PlannedDelivery[] {
    const planned = recipients.filter(({ state }) => state === 'planned')
    if (!batches) return planDeliveries(planned)
    const { size, everyMs } = batches
    const batchOf = new Map(planned.map(({ chatId }, index) => [chatId, Math.floor((plannedCount + index) / size)]))
    plannedCount += planned.length
    return [...Map.groupBy(planned, ({ chatId }) => batchOf.get(chatId) as number)].flatMap(([batch, some]) =>
      planDeliveries(some).map((delivery) => ({ ...delivery, afterMs: batch * everyMs })),
    )
  }

  return { add, batchMs: batches?.everyMs ?? null }
}
