import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { SignedWebhook } from './signed-webhooks.ts'

const connections = 64

/**
 * Posts all webhooks over 64 kept-alive connections as fast as they are answered; every answer must be 200. Requests per second.
 * Plain sockets and requests written out beforehand: on two cores a fuller client is itself what is measured
 * (autocannon could not keep the baseline busy).
 */
export function rush(url: string, webhooks: SignedWebhook[]): Promise<number> {
  return rushRequests(
    url,
    webhooks.map(({ body, signature }) => ({ path: '/webhook', body, headers: [`x-line-signature: ${signature}`] })),
  )
}

export type RushedRequest = { path: string; body: string | Buffer; headers?: string[] }

/** The same with any POST. */
export async function rushRequests(url: string, rushed: RushedRequest[]): Promise<number> {
  const { hostname, port } = new URL(url)
  const requests = rushed.map((request) => toRequest(request, `${hostname}:${port}`))
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))))
  const startedAt = performance.now()
  await Promise.all(sockets.map((socket) => postAll(socket, requests)))
  const seconds = (performance.now() - startedAt) / 1000
  for (const socket of sockets) socket.destroy()
  return rushed.length / seconds
}

async function open(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  return socket
}

function toRequest({ path, body, headers = [] }: RushedRequest, host: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json; charset=utf-8',
    ...headers,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Takes requests off the common pile, one at a time, until it is empty. */
function postAll(socket: Socket, pile: Buffer[]): Promise<void> {
  return new Promise((done, fail) => {
    let answer = ''
    const next = () => {
      const request = pile.pop()
      if (request) socket.write(request)
      else done()
    }
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      answer += chunk
      const end = endOfAnswer(answer)
      if (end === undefined) return
      if (!answer.startsWith('HTTP/1.1 200 ')) fail(new Error(`Answered ${answer.split('\r\n', 1)[0]}`))
      answer = answer.slice(end)
      next()
    })
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('The server closed the connection.')))
    next()
  })
}

function endOfAnswer(answer: string): number | undefined {
  const head = answer.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1] ?? 0)
  const end = head + 4 + length
  return answer.length >= end ? end : undefined
}
