import { HTTPFetchError } from '@line/bot-sdk'
import { LineContentTooLarge } from '../errors.ts'
import type { CallLine } from './call-line.ts'
import { guardMessageId } from './guards.ts'
import { readRequestId } from './to-line-error.ts'

/** `preparing`: LINE still converts the video or sound; ask again in a few seconds. */
export type Content =
  | { state: 'ready'; bytes: Buffer; contentType: string; requestId: string | undefined }
  | { state: 'preparing'; requestId: string | undefined }

/**
 * Fetches what a person sent (picture, video, sound, file), soon after the event: LINE deletes it after an unstated time.
 * Not through the SDK: its stream reads in an async `read()`, so a body cut short ends in an unhandled rejection.
 */
export function createGetContent(call: CallLine, dataApiUrl: string) {
  return async (messageId: string, { maxBytes = 10_000_000 } = {}): Promise<Content> => {
    guardMessageId(messageId)
    const { httpResponse, body } = await call('GET /v2/bot/message/{messageId}/content', async ({ token }) => {
      const url = new URL(`/v2/bot/message/${messageId}/content`, dataApiUrl)
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      const { ok, status, statusText, headers } = response
      if (!ok) throw new HTTPFetchError(`${status}`, { status, statusText, headers, body: await response.text() })
      return { httpResponse: response, body: await readBytes(response, maxBytes) }
    })
    const requestId = readRequestId(httpResponse.headers)
    if (httpResponse.status === 202) return { state: 'preparing', requestId }
    const contentType = httpResponse.headers.get('content-type') ?? 'application/octet-stream'
    return { state: 'ready', bytes: body, contentType, requestId }
  }
}

async function readBytes(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop by throwing cancels the body and closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new LineContentTooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
