import { keepThai } from '../../contracts/break-thai.ts'

type Child = Node | string | undefined
type Props<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'dataset' | 'children'>
> & { data?: Record<string, string>; aria?: Record<string, string> }

/** One element with its properties and children: all that pages A and B need of a framework. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props<Tag> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const { data = {}, aria = {}, ...rest } = props
  const element = Object.assign(document.createElement(tag), rest)
  Object.assign(element.dataset, data)
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value)
  element.append(...children.flatMap((child) => (typeof child === 'string' ? keepWhole(child) : (child ?? []))))
  return element
}

/** No Thai compound is parted by the end of a line. */
const keepWhole = (text: string): (Node | string)[] =>
  keepThai(text).map(({ text, isKept }) => (isKept ? make('span', { className: 'kept', textContent: text }) : text))

/** A drawn mark; fonts lack them. */
export function mark(path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('mark')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

export const marks = {
  check: 'M5 12.5l5 5L19.5 7',
  alert: 'M12 4v10m0 4.5v.5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z',
}

/** Shows one view in place of the last and says it to whoever listens to the page. */
export function show(...content: Node[]): void {
  const root = document.getElementById('root')
  root?.replaceChildren(...content)
  scrollTo(0, 0)
  root?.querySelector<HTMLElement>('h1')?.focus()
}
