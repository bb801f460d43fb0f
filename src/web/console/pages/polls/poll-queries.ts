import { api, type client } from '../../api/client.ts'

const busyMs = 1000
const calmMs = 15_000
const liveMs = 5000

/** The poll, quickly again while its answers are being counted. */
export const pollOptions = (id: string) =>
  api.polls.get.queryOptions({
    input: { id },
    refetchInterval: ({ state: { data } }) => (data?.state === 'closed' && data.outcome === null ? busyMs : calmMs),
  })

/** Asked again until the count is over: then nothing changes any more but by a person on this page. */
export const resultOptions = (id: string, isOpen: boolean) =>
  api.polls.results.queryOptions({
    input: { id },
    refetchInterval: ({ state: { data } }) => (data?.isFinal ? false : isOpen ? liveMs : busyMs),
  })

export type Poll = Awaited<ReturnType<typeof client.polls.get>>
export type Results = Awaited<ReturnType<typeof client.polls.results>>
