/** Requests whose answer never came, with the key they were sent under. */
const unanswered = new Map<string, string>()

/**
 * A POST takes effect once, however often a shaky network makes a person press again: until an answer has come, the same
 * request goes under the same key. Once it is answered, pressing again means again.
 */
export async function fetchOnce(request: Request, init?: RequestInit): Promise<Response> {
  if (request.method !== 'POST' || request.headers.has('Idempotency-Key')) return fetch(request, init)
  const name = `${request.url} ${await request.clone().text()}`
  const key = unanswered.get(name) ?? crypto.randomUUID()
  unanswered.set(name, key)
  request.headers.set('Idempotency-Key', key)
  const response = await fetch(request, init)
  if (response.status < 500) unanswered.delete(name) // a proxy's 502 may stand before something that was done
  return response
}
