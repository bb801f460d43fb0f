import type { Answer } from '../../contracts/polls.ts'
import type { RoomState } from '../../contracts/room.ts'

/** `kept`: it counts, now or since before. `missed`: the room has gone on. `failed`: worth another try. */
export type Sent = { fate: 'kept' } | { fate: 'missed' | 'failed'; message: string | undefined }

const answerWithinMs = 10_000

/** Sends once; the same again after a broken connection changes nothing, since a device counts once. */
export async function sendAnswer(room: RoomState, device: string, answer: Answer, language: string): Promise<Sent> {
  try {
    const response = await fetch(`/api/v1/rooms/${room.code}/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ device, question: room.question.key, round: room.round, answer }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (response.ok) return { fate: 'kept' }
    const { message } = (await response.json()) as { message?: string }
    return { fate: response.status === 409 ? 'missed' : 'failed', message }
  } catch {
    return { fate: 'failed', message: undefined }
  }
}
