import type { RoomState } from '../../contracts/room.ts'

export type Act = 'next' | 'previous' | 'hide' | 'reveal' | 'lock' | 'unlock' | 'reset'
export type WaitingAnswer = { id: string; body: string }
export type Presenter = NonNullable<Awaited<ReturnType<typeof enterAsPresenter>>>

const answerWithinMs = 10_000

/**
 * Whoever opened this page from the presenter's code, or is signed in and may present, gets what steers the room; everybody
 * else undefined. The key comes in the fragment, which is sent to no server, and leaves the address at once.
 */
export async function enterAsPresenter(code: string) {
  const key = takeKey(code)

  async function call(path: string, body: object = {}): Promise<unknown> {
    const response = await fetch(`/api/v1/rooms/${code}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(key && { key }), ...body }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return response.json()
  }

  const entered = (await call('remote').catch(() => undefined)) as { remoteUrl: string } | undefined
  if (!entered) return undefined
  return {
    remoteUrl: entered.remoteUrl,
    steer: (act: Act) => call(act) as Promise<RoomState>,
    setTimer: (seconds: number | null) => call('timer', { seconds }) as Promise<RoomState>,
    listWaiting: async () => ((await call('waiting')) as { items: WaitingAnswer[] }).items,
    /** What the room may read of a waiting answer, in the presenter's words; null leaves it out. */
    settle: (id: string, label: string | null) => call('settle', { id, label }) as Promise<RoomState>,
  }
}

function takeKey(code: string): string | undefined {
  const place = `room-key-${code}`
  const given = location.hash.slice(1)
  if (given) {
    sessionStorage.setItem(place, given)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(place) ?? undefined
}
