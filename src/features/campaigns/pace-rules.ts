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

/** The requests of a run, each with how long after the start it is due. */
export function planPaced(
  recipients: PlannedRecipient[],
  wanted: WantedPace,
): { deliveries: PlannedDelivery[]; everyMs: number | null } {
  const planned = recipients.filter(({ state }) => state === 'planned')
  const batches = batchesOf(wanted, planned.length)
  if (!batches) return { deliveries: planDeliveries(planned), everyMs: null }
  const { size, everyMs } = batches
  const deliveries = Array.from({ length: Math.ceil(planned.length / size) }, (_, batch) =>
    planDeliveries(planned.slice(batch * size, (batch + 1) * size)).map((delivery) => ({
      ...delivery,
      afterMs: batch * everyMs,
    })),
  ).flat()
  return { deliveries, everyMs }
}
