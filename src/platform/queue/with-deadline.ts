/** The outcome of `work`, or after `ms` the error made by `late`. The work is not stopped; its later failure is ignored, as somebody was told already. */
export function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(late()), ms)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}
