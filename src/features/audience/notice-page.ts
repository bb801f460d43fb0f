import type { Locale } from '../../contracts/error-words.ts'
import { escapeHtml, renderHtmlPage } from '../../platform/http/html-page.ts'
import { type NoticeFacts, noticeOf } from './notice.ts'

/** /privacy as plain HTML: no script, nothing from elsewhere, readable on a phone of 360 px. */
export function renderNoticePage(locale: Locale, facts: NoticeFacts): string {
  const { agency } = facts
  const notice = noticeOf(locale, facts)
  const other = locale === 'th' ? { lang: 'en', href: '/privacy?lang=en' } : { lang: 'th', href: '/privacy' }
  const sections = notice.sections.map(
    ({ title, points }) =>
      `<h2>${escapeHtml(title)}</h2>\n<ul>${points.map((point) => `<li>${escapeHtml(point)}</li>`).join('')}</ul>`,
  )
  return renderHtmlPage({
    lang: locale,
    title: `${notice.title} · ${agency}`,
    style,
    body: `<p class="top"><b>${escapeHtml(agency)}</b> <a href="${other.href}" hreflang="${other.lang}" lang="${other.lang}">${escapeHtml(notice.otherLanguage)}</a></p>
<h1>${escapeHtml(notice.title)}</h1>
<p class="version">${escapeHtml(notice.version)}</p>
${facts.isConfirmed ? '' : `<p class="draft">${escapeHtml(notice.unconfirmed)}</p>\n`}<p>${escapeHtml(notice.lead)}</p>
${sections.join('\n')}`,
  })
}

const style = `
h1 { font-size: 28px; line-height: 1.4; margin: 16px 0 4px }
h2 { font-size: 19px; line-height: 1.5; margin: 32px 0 4px; padding-top: 16px; border-top: 1px solid #D9DEE9; color: #22307A }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; margin: 0 }
.version { color: #52607A; font-size: 15px; margin: 0 0 16px }
.draft { background: #F2B705; border-radius: 8px; padding: 8px 16px; font-weight: 600 }
ul { margin: 0; padding-left: 22px } li { margin: 8px 0 }`
