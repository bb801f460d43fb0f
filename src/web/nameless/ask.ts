/** The server has answered, and the answer is no, in the person's language. */
export class Refused extends Error {
  readonly code: string
  constructor({ code, message }: { code: string; message: string }) {
    super(message)
    this.code = code
  }
}

const answerWithinMs = 15_000
const tryAgainAfterMs = [500, 2_000]

/**
 * Asks until the server has answered. Silence, a broken connection and a server that is not itself are asked again twice before
 * the person is: a lift, or a machine under load, is no reason to have somebody begin anew. Whatever pages A and B send may come
 * twice and changes nothing the second time.
 */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  for (const wait of tryAgainAfterMs) {
    const answer = await send<T>(path, init).catch(() => undefined)
    if (answer && answer.status < 500) return read(answer)
    await new Promise((done) => setTimeout(done, wait))
  }
  return read(await send<T>(path, init))
}

type Answer<T> = { status: number; body: T | { code: string; message: string } }

async function send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  const response = await fetch(path, { ...init, cache: 'no-store', signal: AbortSignal.timeout(answerWithinMs) })
  return { status: response.status, body: await response.json() }
}

function read<T>({ status, body }: Answer<T>): T {
  if (status >= 400) throw new Refused(body as { code: string; message: string })
  return body as T
}
