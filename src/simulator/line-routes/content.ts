import type { Media } from '../chats.ts'
import { type LineAnswer, type LineEndpoint, ok } from '../line-call.ts'
import { LineRefusal, notFound } from '../line-refusal.ts'
import type { Simulation } from '../simulation.ts'

/** What people sent as a picture, sound or file. LINE serves it from another host; here it is the same one. */
export function contentRoutes({ chats }: Simulation): LineEndpoint[] {
  function findMedia(messageId = ''): Media {
    const found = chats.findContent(messageId)
    if (found === 'unsent') throw new LineRefusal(410, { message: 'Gone' })
    if (!found) throw notFound()
    return found
  }

  function send({ bytes, contentType }: Media): LineAnswer {
    return { status: 200, body: bytes, headers: { 'content-type': contentType } }
  }

  const path = '/v2/bot/message/:messageId/content'
  return [
    { name: 'content', method: 'GET', path, handle: ({ params }) => send(findMedia(params.messageId)) },
    {
      name: 'content',
      method: 'GET',
      path: `${path}/preview`,
      handle({ params }) {
        const media = findMedia(params.messageId)
        if (media.kind !== 'image' && media.kind !== 'video') throw notFound()
        return send(media)
      },
    },
    {
      name: 'content',
      method: 'GET',
      path: `${path}/transcoding`,
      handle({ params }) {
        const media = findMedia(params.messageId)
        if (media.kind !== 'video' && media.kind !== 'audio') throw notFound()
        return ok({ status: 'succeeded' })
      },
    },
  ]
}
