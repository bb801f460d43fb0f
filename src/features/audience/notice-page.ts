import type { Locale } from '../../contracts/error-words.ts'
import { noticeOf } from './notice.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] as string)

/** /privacy as plain HTML: no script, nothing from elsewhere, readable on a phone of 360 px. */
export function renderNoticePage(locale: Locale, agency: string): string {
  const notice = noticeOf(locale, agency)
  const other = locale === 'th' ? { lang: 'en', href: '/privacy?lang=en' } : { lang: 'th', href: '/privacy' }
  const sections = notice.sections.map(
    ({ title, points }) =>
      `<h2>${escapeHtml(title)}</h2>\n<ul>${points.map((point) => `<li>${escapeHtml(point)}</li>`).join('')}</ul>`,
  )
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${notice.title} · ${agency}`)}</title>
<style>${style}</style>
<main>
<p class="top"><b>${escapeHtml(agency)}</b> <a href="${other.href}" hreflang="${other.lang}" lang="${other.lang}">${escapeHtml(notice.otherLanguage)}</a></p>
<h1>${escapeHtml(notice.title)}</h1>
<p class="version">${escapeHtml(notice.version)}</p>
<p class="draft">${escapeHtml(notice.unconfirmed)}</p>
<p>${escapeHtml(notice.lead)}</p>
${sections.join('\n')}
</main>
</html>
`
}

// Colours of the product's one palette: ink on paper, blue links, navy headings, saffron for the one band.
const style = `
body { margin: 0; background: #FBFAF6; color: #14213D; font: 17px/1.65 "IBM Plex Sans Thai Looped", "Noto Sans Thai Looped", Sarabun, "Leelawadee UI", Thonburi, system-ui, sans-serif; overflow-wrap: break-word }
main { max-width: 680px; margin: 0 auto; padding: 24px 20px 64px }
h1 { font-size: 28px; line-height: 1.4; margin: 16px 0 4px }
h2 { font-size: 19px; line-height: 1.5; margin: 32px 0 4px; padding-top: 16px; border-top: 1px solid #D9DEE9; color: #22307A }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; margin: 0 }
.version { color: #52607A; font-size: 15px; margin: 0 0 16px }
.draft { background: #F2B705; border-radius: 8px; padding: 8px 16px; font-weight: 600 }
a { color: #3B5BDB } ul { margin: 0; padding-left: 22px } li { margin: 8px 0 }
:focus-visible { outline: 3px solid #3B5BDB; outline-offset: 2px }`
