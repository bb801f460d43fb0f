import { tagWords } from '../../contracts/api/tag-words.ts'
import { errorCodes, type Locale, wordsForError } from '../../contracts/error-words.ts'
import { escapeHtml, renderHtmlPage } from './html-page.ts'
import { type Schema, sampleOf, writeSchema } from './schema-text.ts'

type Content = Record<string, { schema?: Schema }>
type Operation = {
  operationId: string
  summary: string
  description?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

/** What of an OpenAPI document the page reads. */
export type ApiDocument = { servers: { url: string }[]; paths: Record<string, Record<string, Operation>> }

type Entry = Operation & { method: string; path: string }

/** The API to read, from its OpenAPI document: without script, so that the browser's own search and print find everything. */
export function renderDocsPage(document: ApiDocument, locale: Locale): string {
  const t = words[locale]
  const root = document.servers[0]?.url ?? ''
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): Entry => ({ ...one, path, method: method.toUpperCase() })),
  )
  const groups = Object.entries(tagWords).map(([tag, name]) => {
    return { tag, name: name[locale], entries: entries.filter(({ tags }) => tags?.[0] === tag) }
  })
  const others = entries.filter(({ tags }) => !Object.hasOwn(tagWords, tags?.[0] ?? ''))
  if (others.length > 0) groups.push({ tag: 'others', name: t.others, entries: others })
  const other = locale === 'th' ? { lang: 'en', query: '?lang=en' } : { lang: 'th', query: '?lang=th' }
  return renderHtmlPage({
    lang: locale,
    title: t.title,
    style,
    body: `<p class="top"><span>${t.kicker}</span> <a href="${other.query}" hreflang="${other.lang}" lang="${other.lang}">${t.otherLanguage}</a></p>
<h1>${t.title}</h1>
<p>${t.intro(root)}</p>
<ul>${t.rules.map((rule) => `<li>${rule}</li>`).join('')}</ul>
<nav aria-label="${t.contents}"><ul class="groups">${groups.map(({ tag, name, entries }) => `<li><a href="#${tag}">${escapeHtml(name)}</a> (${entries.length})</li>`).join('')}<li><a href="#errors">${t.errors}</a></li></ul></nav>
${groups.map(({ tag, name, entries }) => `<h2 id="${tag}">${escapeHtml(name)}</h2>\n${entries.map((one) => renderOperation(one, root, locale)).join('\n')}`).join('\n')}
<h2 id="errors">${t.errors}</h2>
<p>${t.errorShape}</p>
<dl>${errorCodes.map((code) => `<dt><code>${code}</code></dt><dd>${escapeHtml(wordsForError(code, 400, locale))}</dd>`).join('\n')}</dl>`,
  })
}

function renderOperation(one: Entry, root: string, locale: Locale): string {
  const t = words[locale]
  const asked = (place: string) => {
    const found = (one.parameters ?? []).filter((parameter) => parameter.in === place)
    if (found.length === 0) return undefined
    const named = found.map(({ name, schema = {} }) => [name, schema] as const)
    const required = found.filter((parameter) => parameter.required).map(({ name }) => name)
    return writeSchema({ type: 'object', properties: Object.fromEntries(named), required })
  }
  const answers = Object.entries(one.responses).map(
    ([status, { content }]) => [`${t.answer} ${status}`, writeContent(content)] as const,
  )
  const parts: (readonly [string, string | undefined])[] = [
    [t.inPath, asked('path')],
    [t.inQuery, asked('query')],
    [t.body, writeContent(one.requestBody?.content)],
    ...answers,
    [t.example, exampleOf(one, root)],
  ]
  return `<details id="${escapeHtml(one.operationId)}">
<summary><b>${one.method}</b> <code>${escapeHtml(one.path)}</code> <span lang="${/[ก-๙]/.test(one.summary) ? 'th' : 'en'}">${escapeHtml(one.summary)}</span></summary>
${one.description ? `<p lang="en">${escapeHtml(one.description)}</p>` : ''}
${parts.map(([name, text]) => (text ? `<p class="part">${name}</p>\n<pre>${withRemarks(text)}</pre>` : '')).join('\n')}
</details>`
}

function writeContent(content: Content | undefined): string | undefined {
  if (!content) return undefined
  return Object.entries(content)
    .map(([type, { schema }]) => (type === 'application/json' ? writeSchema(schema ?? {}) : type))
    .join(' | ')
}

/** With what must be sent, and nothing that may be left out. */
function exampleOf({ method, path, requestBody }: Entry, root: string): string {
  const schema = requestBody?.content['application/json']?.schema
  const lines = [`curl -X ${method} "$SUCHARIT${root}${path}"`, '-H "Authorization: Bearer $TOKEN"']
  if (schema) lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(sampleOf(schema))}'`)
  return lines.join(' \\\n  ')
}

const withRemarks = (text: string) => escapeHtml(text).replace(/ {2}\/\/ .*$/gm, '<i>$&</i>')

const th = {
  title: 'คู่มือ API',
  kicker: 'สุจริต',
  otherLanguage: 'English',
  intro: (root: string) =>
    `ระบบอื่นของหน่วยงานเรียกใช้ได้ที่ <code>${root}</code> เอกสารฉบับเดียวกันในรูปแบบ OpenAPI 3.1 อยู่ที่ <a href="${root}/openapi.json">openapi.json</a> คำอธิบายของแต่ละรายการเป็นภาษาอังกฤษ`,
  rules: [
    'แสดงตนด้วย <code>Authorization: Bearer …</code> โดยผู้ดูแลระบบสร้างโทเค็นได้ที่หน้าตั้งค่า สิทธิ์เป็นไปตามบทบาทของโทเค็น',
    'รายการที่มีหลายหน้ารับ <code>cursor</code> และ <code>limit</code> แล้วตอบ <code>items</code> กับ <code>nextCursor</code>',
    'ทุก POST รับ <code>Idempotency-Key</code> เมื่อส่งซ้ำด้วยค่าเดิม ระบบทำเพียงครั้งเดียว',
    'ภาษาของข้อความเป็นไปตาม <code>Accept-Language</code> (th หรือ en)',
  ],
  contents: 'หมวด',
  others: 'อื่น ๆ',
  inPath: 'ในที่อยู่',
  inQuery: 'ตัวเลือกท้ายที่อยู่',
  body: 'เนื้อหาที่ส่ง (JSON)',
  answer: 'คำตอบ',
  example: 'ตัวอย่าง',
  errors: 'ข้อผิดพลาด',
  errorShape:
    'ทุกข้อผิดพลาดตอบ <code>{ "code", "status", "message", "data"? }</code> โดย <code>code</code> คงเดิมเสมอ ส่วน <code>data.issues</code> บอกช่องที่ต้องแก้',
}

const en: typeof th = {
  title: 'API guide',
  kicker: 'Sucharit',
  otherLanguage: 'ไทย',
  intro: (root) =>
    `Other systems of the office call it at <code>${root}</code>. The same as OpenAPI 3.1: <a href="${root}/openapi.json">openapi.json</a>.`,
  rules: [
    'Say who asks with <code>Authorization: Bearer …</code>; an owner makes tokens under Settings. A token may do what its role may.',
    'Lists of several pages take <code>cursor</code> and <code>limit</code> and answer <code>items</code> and <code>nextCursor</code>.',
    'Every POST takes an <code>Idempotency-Key</code>: sent again with the same key, it is done once.',
    'Messages come in the language of <code>Accept-Language</code> (th or en).',
  ],
  contents: 'Groups',
  others: 'Others',
  inPath: 'In the path',
  inQuery: 'In the query',
  body: 'Body (JSON)',
  answer: 'Answer',
  example: 'Example',
  errors: 'Errors',
  errorShape:
    'Every error answers <code>{ "code", "status", "message", "data"? }</code>. The <code>code</code> never changes; <code>data.issues</code> names the fields to correct.',
}

const words: Record<Locale, typeof th> = { th, en }

const mono = 'ui-monospace, "DejaVu Sans Mono", "IBM Plex Sans Thai Looped", monospace'
const style = `
main { max-width: 960px }
.top { display: flex; justify-content: space-between; gap: 16px; margin: 0; font-weight: 600; color: #3B5BDB }
h1 { font-size: 36px; line-height: 1.4; margin: 0 0 8px } h2 { font-size: 22px; margin: 40px 0 8px }
ul { padding-left: 20px } .groups { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 20px }
details { border-top: 1px solid #D9DEE9 } details:last-of-type { border-bottom: 1px solid #D9DEE9 }
summary { padding: 10px 0; cursor: pointer } summary b { display: inline-block; min-width: 64px; color: #22307A }
summary span { color: #52607A } @media (min-width: 800px) { summary span { margin-left: 12px } }
code, pre { font: 14px/1.6 ${mono} }
pre { background: #EEF1F8; padding: 12px 16px; border-radius: 8px; margin: 0 0 12px; white-space: pre-wrap; overflow-wrap: anywhere } pre i { font-style: normal; color: #52607A }
.part { margin: 8px 0 4px; font-weight: 600 } dt { margin-top: 12px } dd { margin: 0; color: #52607A }
:target { scroll-margin-top: 16px }
@media print { details::details-content { content-visibility: visible; height: auto } }`
