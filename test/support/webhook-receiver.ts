import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedWebhook = { headers: IncomingHttpHeaders; raw: Buffer; body: ReceivedBody }
export type ReceivedBody = { destination: string; events: ReceivedEvent[] }
export type ReceivedEvent = {
  type: string
  webhookEventId: string
  timestamp: number
  replyToken?: string
  source?: { type: string; userId?: string; groupId?: string }
  deliveryContext: { isRedelivery: boolean }
  message?: { id: string; type: string; text?: string; quoteToken?: string; mention?: unknown }
  [property: string]: unknown
}

/** A bot server that keeps what it was sent. `answers` are used up first to last, then 200; 'hang' answers nothing. */
export async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = []
  const answers: (number | 'hang')[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString()) as ReceivedBody })
    const answer = answers.shift() ?? 200
    if (answer !== 'hang') response.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    answers,
    events: () => received.flatMap(({ body }) => body.events),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

export function signatureOf(raw: Buffer, secret: string): string {
  return createHmac('sha256', secret).update(raw).digest('base64')
}
