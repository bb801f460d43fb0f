import { AsyncLocalStorage } from 'node:async_hooks'
import { fetchWhole } from './fetch-whole.ts'

/** The deadline passed before the work ended. Seen only inside `client/`, where it becomes a `LineUnreachable`. */
export class DeadlinePassed extends Error {
  constructor(deadlineMs: number) {
    super(`no complete answer within ${deadlineMs} ms`)
    this.name = 'DeadlinePassed'
  }
}

const signals = new AsyncLocalStorage<AbortSignal>()
let isFetchBounded = false

/**
 * Runs `work` and aborts every `fetch` made inside it when `deadlineMs` have passed, slow bodies included.
 * The SDK calls the global `fetch` and takes no signal, and undici's own timeouts (300 s) bound each pause, not the whole:
 * so the global `fetch` is wrapped once, and behaves as before for everybody outside such a run.
 */
export async function runWithDeadline<T>(deadlineMs: number, work: () => Promise<T>): Promise<T> {
  boundGlobalFetch()
  const controller = new AbortController()
  const passed = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const reason = new DeadlinePassed(deadlineMs)
    controller.abort(reason)
    passed.reject(reason)
  }, deadlineMs)
  try {
    // The race also bounds what is no fetch of this run, such as waiting for a token that another call is fetching.
    return await Promise.race([signals.run(controller.signal, work), passed.promise])
  } finally {
    clearTimeout(timer)
  }
}

function boundGlobalFetch(): void {
  if (isFetchBounded) return
  isFetchBounded = true
  const bareFetch = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const signal = signals.getStore()
    if (!signal) return bareFetch(input, init)
    const bounded = { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }
    return typeof init?.body === 'string' && !(input instanceof Request)
      ? fetchWhole(input, bounded)
      : bareFetch(input, bounded)
  }
}
