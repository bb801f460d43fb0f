export type BenchResult = {
  name: string
  value: number
  unit: string
  /** What the value is compared with, measured in the same run on the same machine. */
  baseline?: number
  ratio?: number
}

/** One measurement of `npm run bench`. It starts and stops whatever it needs and reports as results become known. */
export type Bench = { name: string; run(report: (result: BenchResult) => void): Promise<void> }

/** How many people a bench works with; another number than the usual one (BENCH_PEOPLE) becomes part of the figure's name. */
export function benchPeople(usual: number): { people: number; named(name: string): string } {
  const people = Number(process.env.BENCH_PEOPLE ?? usual)
  return { people, named: (name) => (people === usual ? name : `${name}-${people}`) }
}

/** For how long a bench measures what must be sustained; another time than the usual one (BENCH_SECONDS) is named with the figure. */
export function benchSeconds(usual: number): { seconds: number; named(name: string): string } {
  const seconds = Number(process.env.BENCH_SECONDS ?? usual)
  return { seconds, named: (name) => (seconds === usual ? name : `${name}-${seconds}s`) }
}

export function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The value below which the given share lies; the largest one for a share of 1. */
export function percentileOf(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number
}
