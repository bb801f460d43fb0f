import { setTimeout as wait } from 'node:timers/promises'
import type { Response } from 'express'
import type { LineAnswer } from './line-call.ts'

/** Sends an answer with the headers that every answer of LINE's has. */
export function sendAnswer(response: Response, requestId: string, answer: LineAnswer) {
  const bytes = writeHead(response, requestId, answer)
  response.setHeader('content-length', bytes.length)
  response.end(bytes)
}

const dribbleBytes = 300
const dribbleEveryMs = 100

/** A byte every 100 ms, at least 300 of them (spaces before the JSON): longer than any sensible deadline. */
export async function sendSlowly(response: Response, requestId: string, answer: LineAnswer) {
  const bytes = writeHead(response, requestId, answer)
  const padded = Buffer.concat([Buffer.alloc(Math.max(0, dribbleBytes - bytes.length), ' '), bytes])
  for (const byte of padded) {
    if (response.destroyed) return
    response.write(Buffer.of(byte))
    await wait(dribbleEveryMs, undefined, { ref: false })
  }
  response.end()
}

function writeHead(response: Response, requestId: string, { status, body, headers }: LineAnswer): Buffer {
  response.status(status)
  response.setHeader('x-line-request-id', requestId)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('cache-control', 'no-store')
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  if (Buffer.isBuffer(body)) return body
  response.setHeader('content-type', 'application/json')
  return Buffer.from(JSON.stringify(body))
}
