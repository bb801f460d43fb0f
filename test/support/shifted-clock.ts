// node --import: the clock of a process goes wrong by as many milliseconds as the file CLOCK_SHIFT_FILE says, from one moment
// to the next, as when somebody sets the machine's. Timers go on as they were, which is what a jump does to them too. What a
// process has seen stands in a file beside it that ends in its pid.
import { readFileSync, writeFileSync } from 'node:fs'

const file = process.env.CLOCK_SHIFT_FILE ?? ''
let shiftMs = 0

function readShift(): void {
  const wanted = readWanted()
  if (wanted === shiftMs) return
  shiftMs = wanted
  writeFileSync(`${file}.${process.pid}`, String(shiftMs))
}

function readWanted(): number {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0 // nobody has shifted it yet
  }
}

readShift()
setInterval(readShift, 20).unref()

const RealDate = Date
const now = () => RealDate.now() + shiftMs
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
