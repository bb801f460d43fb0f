/** The one source of "now". Tests pass their own; nothing else in the product is replaced in tests but LINE. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
