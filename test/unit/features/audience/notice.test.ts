import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { noticeOf, noticeVersion } from '../../../../src/features/audience/notice.ts'
import { renderNoticePage } from '../../../../src/features/audience/notice-page.ts'

const facts = { agency: 'ก', dpoContact: '', isConfirmed: false }

test('shows an agency name as text, whatever it holds', () => {
  const page = renderNoticePage('th', { ...facts, agency: `<script>alert('"&x')</script>` })
  expect(page).not.toMatch(/<script/i)
  expect(page).toContain('&lt;script&gt;alert(&#39;&quot;&amp;x&#39;)&lt;/script&gt;')
})

test('loads nothing from elsewhere and runs nothing', () => {
  for (const locale of ['th', 'en'] as const) {
    const page = renderNoticePage(locale, facts)
    expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|url\((?!\/assets\/)|@import|\son\w+=/i)
    expect(page.match(/<style>/g)).toHaveLength(1)
  }
})

test('says the same in both languages, section by section', () => {
  const [thai, english] = [noticeOf('th', facts), noticeOf('en', facts)]
  expect(english.sections.map(({ points }) => points.length)).toEqual(thai.sections.map(({ points }) => points.length))
  expect(thai.sections.map(({ title }) => title)).toEqual([
    'เก็บอะไร',
    'ใช้ทำอะไร',
    'ไม่เก็บอะไร',
    'ฐานทางกฎหมาย',
    'ผู้เกี่ยวข้อง',
    'เก็บนานเท่าใด',
    'สิทธิและช่องทางติดต่อ',
  ])
})

test('says that the agency’s own officer has still to confirm it', () => {
  expect(renderNoticePage('th', facts)).toContain('รอการยืนยันจากเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล')
})

test('names the officer to contact, and is no longer a draft once that officer has confirmed it', () => {
  const page = renderNoticePage('th', { agency: 'ก', dpoContact: 'dpo@example.go.th <โทร 1785>', isConfirmed: true })
  expect(page).toContain('(DPO): dpo@example.go.th &lt;โทร 1785&gt;')
  expect(page).not.toContain('รอการยืนยัน')
})

test('has a new version whenever its words change', () => {
  const words = JSON.stringify([noticeOf('th', { ...facts, agency: '' }), noticeOf('en', { ...facts, agency: '' })])
  const digest = createHash('sha256').update(words).digest('hex').slice(0, 16)
  // Changed words need a new noticeVersion: people acknowledged the old ones. Then write the new pair here.
  expect({ noticeVersion, digest }).toEqual({ noticeVersion: '2026-11-27', digest: 'c128339236fee2cd' })
})
