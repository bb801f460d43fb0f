import { expect, test } from 'vitest'
import { contract } from '../../../../src/contracts/api/index.ts'
import { tagWords } from '../../../../src/contracts/api/tag-words.ts'
import { errorCodes } from '../../../../src/contracts/error-words.ts'
import { generateApiDocument } from '../../../../src/platform/http/api-handler.ts'
import { type ApiDocument, renderDocsPage } from '../../../../src/platform/http/docs-page.ts'
import { escapeHtml } from '../../../../src/platform/http/html-page.ts'

const document = (await generateApiDocument(contract)) as ApiDocument
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
)
const page = { th: renderDocsPage(document, 'th'), en: renderDocsPage(document, 'en') }

test.each(['th', 'en'] as const)(
  'every operation is on the page in %s, once, with its method, path and summary',
  (locale) => {
    for (const { operationId, method, path, summary } of operations) {
      const [, place] = page[locale].split(`<details id="${operationId}">`)
      expect(place, operationId).toBeDefined()
      const [head] = (place as string).split('</summary>')
      for (const part of [method, escapeHtml(path), escapeHtml(summary)]) expect(head).toContain(part)
      expect(place).toContain(`curl -X ${method} `)
    }
    expect(page[locale].match(/<details id="[^"]*\.[^"]*">/g)).toHaveLength(operations.length)
  },
)

test('what is asked, sent and answered is written in short, with its limits and what is said of it', () => {
  const [, groups = ''] = page.en.split('<details id="groups.list">')
  expect(groups).toContain(escapeHtml('state?: "pending" | "approved" | "left"'))
  const [, campaigns = ''] = page.en.split('<details id="campaigns.create">')
  expect(campaigns).toMatch(/name: string \(1–\d+\)/)
  expect(campaigns).toContain('ids of groups')
  expect(campaigns).toContain(escapeHtml('via?: "groups" | "people" | "both" = "groups"'))
})

test('the example sends what the operation must have, and no more', () => {
  const [, own = ''] = page.en.split('<details id="units.create">')
  const example = own.split('curl')[1]?.split('</pre>')[0] ?? ''
  expect(example).toContain(escapeHtml('{"code":"abc","nameTh":"…"'))
  expect(example).not.toContain('parentId')
})

test('every error has its words, and every group of operations its name', () => {
  for (const code of errorCodes) for (const locale of ['th', 'en'] as const) expect(page[locale]).toContain(code)
  const tags = new Set(operations.flatMap(({ tags = [] }) => tags))
  expect(Object.keys(tagWords).toSorted()).toEqual([...tags].toSorted())
  expect(page.th).toContain('<h2 id="Campaigns">รายการส่ง</h2>')
})

test('needs no script, and what the document says is text', () => {
  expect(page.en).not.toContain('<script')
  const [method] = operations
  const hostile = '<img src=x onerror=alert(1)>'
  const said = {
    ...document,
    paths: { '/x': { get: { ...method, operationId: 'x.y', summary: hostile, description: hostile } } },
  }
  expect(renderDocsPage(said as unknown as ApiDocument, 'en')).not.toContain('<img')
})
