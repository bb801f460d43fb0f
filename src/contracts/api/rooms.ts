import { z } from 'zod'
import { Answer } from '../polls.ts'
import { RoomCode, RoomState } from '../room.ts'
import { Id, route, words } from './common.ts'

const code = { code: RoomCode }
const key = z
  .string()
  .max(300)
  .optional()
  .describe('the presenter’s key from a remote’s link; without it the caller’s own role decides')

/** A random value that a browser made for this room alone; the server keeps its keyed hash until the poll is closed. */
const Device = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/)

const steer = (name: string, summary: string) =>
  route
    .route({ method: 'POST', path: `/rooms/{code}/${name}`, summary, tags: ['Rooms'] })
    .input(z.object({ ...code, key }))
    .output(RoomState)

export const RoomInList = z.object({
  pollId: Id,
  code: RoomCode,
  title: z.string(),
  state: RoomState.shape.state,
  screenUrl: z.url(),
  joinUrl: z.url(),
})

export const WaitingAnswer = z.object({ id: Id, body: z.string() })

/** Open rooms: a poll of anonymity `room` on a big screen, answered without signing in. */
export const rooms = {
  list: route
    .route({ method: 'GET', path: '/rooms', summary: 'ห้องประชุมที่ยังไม่ปิดรับคำตอบ', tags: ['Rooms'] })
    .input(z.object({}))
    .output(z.object({ items: z.array(RoomInList), nextCursor: z.null() })),
  get: route
    .route({
      method: 'GET',
      path: '/rooms/{code}',
      summary: 'What the screen shows now; /rooms/{code}/events streams the same',
      tags: ['Rooms'],
    })
    .input(z.object(code))
    .output(RoomState),
  answer: route
    .route({
      method: 'POST',
      path: '/rooms/{code}/answers',
      summary: 'Answer the question on the screen: once a device; the same again changes nothing',
      tags: ['Rooms'],
    })
    .input(
      z.strictObject({
        ...code,
        device: Device,
        question: z.string().max(16),
        round: z.number().int().min(0),
        answer: Answer,
      }),
    )
    .output(z.object({ outcome: z.enum(['counted', 'already_answered']) })),
  next: steer('next', 'The next question'),
  previous: steer('previous', 'The question before'),
  hide: steer('hide', 'Show no result until it is revealed'),
  reveal: steer('reveal', 'Show the result'),
  lock: steer('lock', 'Take no answers for now'),
  unlock: steer('unlock', 'Take answers again'),
  reset: steer('reset', 'Drop the answers of this question and ask it anew, after a false start'),
  timer: route
    .route({ method: 'POST', path: '/rooms/{code}/timer', summary: 'Take answers for so long', tags: ['Rooms'] })
    .input(z.object({ ...code, key, seconds: z.number().int().min(5).max(3600).nullable().describe('null: no timer') }))
    .output(RoomState),
  remote: route
    .route({
      method: 'POST',
      path: '/rooms/{code}/remote',
      summary: 'A link with which a phone steers the screen, for twelve hours at most',
      tags: ['Rooms'],
    })
    .input(z.object({ ...code, key }))
    .output(z.object({ remoteUrl: z.url() })),
  waiting: route
    .route({
      method: 'POST',
      path: '/rooms/{code}/waiting',
      summary: 'Words and texts that the presenter has not read; in the body, since a key is no part of an address',
      tags: ['Rooms'],
    })
    .input(z.object({ ...code, key }))
    .output(z.object({ items: z.array(WaitingAnswer) })),
  settle: route
    .route({
      method: 'POST',
      path: '/rooms/{code}/settle',
      summary: 'Put a waiting answer on the screen in these words, or leave it out',
      tags: ['Rooms'],
    })
    .input(z.object({ ...code, key, id: Id, label: words(100).nullable() }))
    .output(RoomState),
}
