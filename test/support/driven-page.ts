import { until } from './until.ts'

/** One page of a browser that playwright-core cannot drive here, by what the two protocols for it have in common. */
export type Driver = {
  /** Name and version, as the browser gives it. */
  name: string
  goTo(url: string): Promise<void>
  /** The value of an expression of the page. */
  read<T>(expression: string): Promise<T>
  /** Input as a hand makes it: sources and actions of W3C WebDriver. */
  act(sources: object[]): Promise<void>
  picture(): Promise<Buffer>
  /** Uncaught errors and what a content security policy refused, since the start. */
  complaints(): string[]
  close(): Promise<void>
}

const soon = { withinMs: 30_000, everyMs: 50 }

// Run in the page. Zero-width spaces stand between Thai words where a line may break.
const helpers = `
  const said = (element) => (element.innerText ?? '').replace(/\\u200b/g, '').replace(/\\s+/g, ' ').trim()
  const isSeen = (element) => element.checkVisibility() && element.getClientRects().length > 0
  const named = (name) => [...document.querySelectorAll('body *')].findLast((element) => isSeen(element) && said(element) === name)
  const field = (name) => [...document.querySelectorAll('input, textarea')].find((element) =>
    isSeen(element) && [element.ariaLabel, ...[...(element.labels ?? [])].map(said)].some((label) => label?.includes(name)))
  // Where a finger would touch it: nowhere while something lies over it, or while the page still moves as its fonts come.
  const spot = (element) => {
    const isSettled = document.readyState === 'complete' && document.fonts.status === 'loaded'
    if (!isSettled || !element || element.closest(':disabled')) return null
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const { left, top, width, height } = element.getClientRects()[0]
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)]
    const hit = document.elementFromPoint(x, y)
    return hit && (element.contains(hit) || hit.closest('label, button, a')?.contains(element)) ? { x, y } : null
  }`
const inPage = (expression: string) => `(() => { ${helpers}; return ${expression} })()`

/** What somebody does with a page: looks for words, touches what bears them, types. Each waits until it can be done. */
export function createHand(driver: Driver) {
  const look = <T>(expression: string, what: string) =>
    until(() => driver.read<T>(inPage(expression)), { ...soon, what })

  async function touch(expression: string, what: string) {
    const { x, y } = await look<{ x: number; y: number }>(`spot(${expression})`, what)
    await driver.act([
      {
        type: 'pointer',
        id: 'finger',
        parameters: { pointerType: 'touch' },
        actions: [
          { type: 'pointerMove', x, y, duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ])
  }

  return {
    see: (text: string) => look<true>(`said(document.body).includes(${JSON.stringify(text)})`, `“${text}”`),
    tap: (name: string) => touch(`named(${JSON.stringify(name)})`, `something to tap called “${name}”`),
    async write(label: string, text: string) {
      await touch(`field(${JSON.stringify(label)})`, `a field called “${label}”`)
      const actions = [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })))
      await driver.act([{ type: 'key', id: 'keys', actions }])
    },
  }
}
