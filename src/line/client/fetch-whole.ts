// Not the index, which brings `fetch`, caches, sockets and mocks along: 9 MB more resident in every process that talks to LINE.
import request from 'undici/lib/api/api-request.js'
import Agent from 'undici/lib/dispatcher/agent.js'

// It would speak HTTP/2 with whoever offers it, which the SDK's own `fetch` never does, nor LINE's look-alike: what keeps sends from
// being lost or doubled is seen over HTTP/1.1.
const dispatcher = new Agent({ allowH2: false })

/**
 * `fetch` as the SDK calls it, for a body of text and an answer that is read whole. The streams that `fetch` wraps around each
 * body took half of the processor time of a push, and V8 frees what they hold only in its long collections. Redirects are
 * not followed: LINE has none.
 */
export async function fetchWhole(url: string | URL, init: RequestInit): Promise<Response> {
  const { origin, pathname, search } = new URL(url)
  const { statusCode, headers, body } = await request.call(dispatcher, {
    origin,
    path: pathname + search,
    method: init.method as 'POST',
    headers: init.headers as Record<string, string>,
    body: init.body as string,
    signal: init.signal as AbortSignal,
  })
  const text = await body.text()
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  // An answer such as 204 may hold no body, an empty one included.
  return new Response(text || null, { status: statusCode, headers: pairs })
}
