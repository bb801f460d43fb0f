import type { RequestHandler } from 'express'
import type { Chats } from './chats.ts'

// Keeps a proxy or an idle laptop from closing the stream.
const beatEveryMs = 15_000

/** Server-sent events: the id of a chat whenever something new stands in it. */
export function openChangeStream(chats: Chats): RequestHandler {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': open\n\n')
    const beat = setInterval(() => response.write(': beat\n\n'), beatEveryMs)
    const stop = chats.onChange((chatId) => response.write(`data: ${JSON.stringify({ chatId })}\n\n`))
    response.on('close', () => {
      clearInterval(beat)
      stop()
    })
  }
}
