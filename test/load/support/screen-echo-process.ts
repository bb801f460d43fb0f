// The baseline of screen-lag: what votes and streams cost by themselves. A number in memory, written to every open stream ten
// times a second; no database, no rule, no room.
import { createServer, type ServerResponse } from 'node:http'

const streams = new Set<ServerResponse>()
const padding = 'x'.repeat(1_500) // as long as a room's state
let answered = 0
let shown = 0

setInterval(() => {
  if (shown === answered) return
  shown = answered
  const event = `event: change\ndata: {"answered":${answered},"padding":"${padding}"}\n\n`
  for (const stream of streams) stream.write(event)
}, 100)

createServer((request, response) => {
  if (request.url?.endsWith('/events')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': open\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
    return
  }
  if (request.method === 'POST') answered += 1
  request.resume()
  request.on('end', () => response.end('{}'))
}).listen(Number(process.env.PORT), '127.0.0.1')
