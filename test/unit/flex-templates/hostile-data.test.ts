// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of JSON-e is what is tested
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { templateNames } from '../../../src/contracts/templates.ts'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'
import type { FlexMessage } from '../../../src/line/messages/outgoing-message.ts'
import { AppError } from '../../../src/platform/errors.ts'
import { allActions, allTexts } from './nodes.ts'

const templates = loadTemplates('flex-templates')

const hostileTexts = [
  '"',
  '\\',
  `'"\`</script><script>alert(1)</script>`,
  '","action":{"type":"uri","uri":"https://evil.example"}',
  '${title}',
  '$${title}',
  '{"$eval":"agency"}',
  '$eval',
  "${part('footer')}",
  '{"part":"footer"}',
  '__proto__',
  'ก'.repeat(2000),
  'x'.repeat(2000),
  `น${'\u0E49'.repeat(40)}ำ`,
  'ก\u0E34\u0E48\u0E34\u0E48',
  'https://example.com/?a=1&b=2#c',
  'javascript:alert(1)',
  '👩‍👩‍👧‍👦🎉',
  '👩\u200d'.repeat(60),
  'שלום עולם مرحبا',
  '\u202Egnp.exe',
  '\u200B\u200B',
  '\uD800',
  'ก\uDC00ข',
  '\u0000',
  'ก\u0000ข',
  '\n\n\n',
  ' ',
  '',
  'a\r\nb\u2028c',
]

const hostileText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(fc.constantFrom(...hostileTexts), fc.string({ maxLength: 20 })).map((pieces) => pieces.join(' ')),
)

const hostileValue = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      null,
      0,
      -1,
      1e308,
      Number.NaN,
      true,
      [],
      ['x'],
      {},
      { $eval: 'title' },
      { part: 'footer' },
    ),
  },
)

type Path = (string | number)[]

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function replace(value: unknown, path: Path, by: unknown): unknown {
  const [head, ...rest] = path
  if (head === undefined) return by
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[head] = replace(copy[head], rest, by)
  return copy
}

function renderOrRefuse(name: string, data: unknown): FlexMessage | null {
  try {
    return templates.render(name, data)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(['TEMPLATE_DATA_INVALID', 'MESSAGE_OVER_LIMIT']).toContain(error.code)
    expect(error).toMatchObject({
      status: 422,
      data: [expect.objectContaining({ path: expect.any(String) }), ...(error.data as []).slice(1)],
    })
    return null
  }
}

/** What an action does, without the words people see on it. */
function effects(message: FlexMessage): string[] {
  return allActions(message.contents).map((action) => JSON.stringify({ ...action, label: '' }))
}

describe.each(templateNames)('%s', (name) => {
  const sample = templates.sampleOf(name)
  const paths = leaves(sample)
  const isAction = (path: Path) => /^(url|uri|data|displayText|acknowledgeData|type|.*Url)$/.test(String(path.at(-1)))
  const isMenuText = (path: Path) => path.includes('action')
  const words = paths.filter((path) => !isAction(path) && !isMenuText(path))

  test('[R28] gives a valid message or a clear refusal whatever one field holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), hostileValue, (path, value) => {
        const message = renderOrRefuse(name, replace(sample, path, value))
        if (message === null) return
        const json = JSON.stringify(message)
        expect(json.isWellFormed()).toBe(true)
        expect(json).not.toContain('\\u0000')
        expect(Buffer.byteLength(JSON.stringify(message.contents))).toBeLessThanOrEqual(30_000)
        expect(message.altText.length).toBeLessThanOrEqual(1500)
        for (const action of allActions(message.contents)) expect(String(action.uri ?? 'https:')).toMatch(/^https:/)
      }),
      { numRuns: 150 },
    )
  })

  test('[R28] injects no action through a text and shows the text as it was typed', () => {
    const usual = effects(templates.render(name, sample))
    fc.assert(
      fc.property(fc.constantFrom(...words), hostileText, (path, text) => {
        const message = renderOrRefuse(name, replace(sample, path, text))
        if (message === null) return
        expect(effects(message)).toEqual(usual)
        const shown = [
          message.altText,
          ...allTexts(message.contents),
          ...allActions(message.contents).map(({ label }) => label),
        ].join('\n')
        const isHidden =
          typeof pathValue(sample, path) !== 'string' ||
          ['pictureShape', 'state', 'date', 'dueDate'].includes(String(path.at(-1)))
        if (!isHidden) expect(squeeze(shown)).toContain(squeeze(text))
      }),
      { numRuns: 100 },
    )
  })
})

function pathValue(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value)
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}
