import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { noticeOf, noticeVersion } from '../../../../src/features/audience/notice.ts'
import { renderNoticePage } from '../../../../src/features/audience/notice-page.ts'

test('shows an agency name as text, whatever it holds', () => {
  const page = renderNoticePage('th', `<script>alert('"&x')</script>`)
  expect(page).not.toMatch(/<script/i)
  expect(page).toContain('&lt;script&gt;alert(&#39;&quot;&amp;x&#39;)&lt;/script&gt;')
})

test('loads nothing from elsewhere and runs nothing', () => {
  for (const locale of ['th', 'en'] as const) {
    const page = renderNoticePage(locale, 'ก')
    expect(page).not.toMatch(/<(script|link|img|iframe)|https?:|url\((?!\/assets\/)|@import|\son\w+=/i)
    expect(page.match(/<style>/g)).toHaveLength(1)
  }
})

test('says the same in both languages, section by section', () => {
  const [thai, english] = [noticeOf('th', 'ก'), noticeOf('en', 'ก')]
  expect(english.sections.map(({ points }) => points.length)).toEqual(thai.sections.map(({ points }) => points.length))
  expect(thai.sections.map(({ title }) => title)).toEqual([
    'เก็บอะไร',
    'ใช้ทำอะไร',
    'ไม่เก็บอะไร',
    'ฐานทางกฎหมาย',
    'เก็บนานเท่าใด',
    'สิทธิของท่านและวิธีใช้สิทธิ',
    'ผู้ติดต่อ',
  ])
})

test('says that the agency’s own officer has still to confirm it', () => {
  expect(renderNoticePage('th', 'ก')).toContain('รอการยืนยันจากเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล')
})

test('has a new version whenever its words change', () => {
  const words = JSON.stringify([noticeOf('th', ''), noticeOf('en', '')])
  const digest = createHash('sha256').update(words).digest('hex').slice(0, 16)
  // Changed words need a new noticeVersion: people acknowledged the old ones. Then write the new pair here.
  expect({ noticeVersion, digest }).toEqual({ noticeVersion: '2026-11-25', digest: '1d99464fd9cbde3f' })
})
