// npm run bench [-- <name> …]: one JSON object a line, {"name","value","unit","baseline","ratio"}. Without a name, all but `load`.
import { benches } from './benches.ts'
import type { BenchResult } from './support/bench.ts'

const left = ['load'] // minutes of rush: only when asked for
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !benches.some((bench) => bench.name === name))
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". Name any of: ${benches.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

for (const bench of benches) {
  if (wanted.length > 0 ? wanted.includes(bench.name) : !left.includes(bench.name)) await bench.run(report)
}

function report({ name, value, unit, baseline, ratio }: BenchResult): void {
  const line = { name, value: round(value), unit, baseline: round(baseline), ratio: round(ratio) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function round(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(4))
}
