import type { RoomState } from '../../contracts/room.ts'

export type Act = 'next' | 'previous' | 'hide' | 'reveal' | 'lock' | 'unlock' | 'reset'
export type WaitingAnswer = { id: string; body: string }
export type Presenter = NonNullable<Awaited<ReturnType<typeof enterAsPresenter>>>

const answerWithinMs = 10_000
const mostTries = 4
const retryAfterMs = 400
const enterAgainMs = 3_000

/** The server has answered, and the answer is no: asking again changes nothing. */
class Refused extends Error {}

/**
 * Whoever opened this page from the presenter's code, or is signed in and may present, gets what steers the room; everybody
 * else undefined. The key comes in the fragment, which is sent to no server, and leaves the address at once.
 */
export async function enterAsPresenter(code: string) {
  const key = takeKey(code)

  /** Sent until it is known what became of it: under its own Idempotency-Key an act moves the stage once, however often it comes. */
  async function call(path: string, body: object = {}): Promise<unknown> {
    const idempotencyKey = crypto.randomUUID()
    for (let tried = 1; ; tried += 1) {
      const response = await fetch(`/api/v1/rooms/${code}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        body: JSON.stringify({ ...(key && { key }), ...body }),
        signal: AbortSignal.timeout(answerWithinMs),
      }).catch(() => undefined)
      if (response?.ok) return response.json()
      const isRefused = response !== undefined && response.status < 500
      if (isRefused) throw new Refused(`${path} answered ${response.status}`)
      if (tried === mostTries) throw new Error(`${path} answered ${response?.status ?? 'nothing'}`)
      await new Promise((done) => setTimeout(done, tried * retryAfterMs))
    }
  }

  /** Asked for as long as nobody answers: only a refusal says that this is no presenter. */
  async function enter(): Promise<{ remoteUrl: string } | undefined> {
    for (;;) {
      try {
        return (await call('remote')) as { remoteUrl: string }
      } catch (error) {
        if (error instanceof Refused) return undefined
      }
      await new Promise((done) => setTimeout(done, enterAgainMs))
    }
  }

  const entered = await enter()
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
