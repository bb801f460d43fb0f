import { escapeHtml, renderHtmlPage } from '../../platform/http/html-page.ts'

export type PrintedCard = {
  agency: string
  title: string
  /** All that the card says, a line for each line on it. */
  text: string
  pictureUrl: string | undefined
}

/** Where a card of which a sheet was printed is read: any phone opens it, without LINE and without an account. */
export const cardPath = (id: string) => `/c/${id}`

/** The card as plain HTML: no script, nothing that tells who reads it. */
export function renderCardPage({ agency, title, text, pictureUrl }: PrintedCard): string {
  const lines = text.split('\n').filter((line) => line !== title)
  const picture =
    pictureUrl === undefined ? '' : `<p><img src="${escapeHtml(pictureUrl)}" alt="ภาพของการ์ดนี้ ข้อความอยู่ด้านล่าง"></p>\n`
  return renderHtmlPage({
    lang: 'th',
    title: `${title} · ${agency}`,
    style,
    body: `<p class="top"><b>${escapeHtml(agency)}</b> <a href="/privacy">ประกาศความเป็นส่วนตัว</a></p>
<h1>${escapeHtml(title)}</h1>
${picture}${lines.map((line) => `<p>${showLine(line)}</p>`).join('\n')}`,
  })
}

/** One answer for a draft, a retired card and an address that never was: it does not tell which. */
export function renderNoCardPage(): string {
  return renderHtmlPage({
    lang: 'th',
    title: 'ไม่พบการ์ดนี้',
    style,
    body: `<h1>ไม่พบการ์ดนี้</h1>
<p>การ์ดนี้ยังไม่เผยแพร่ หรือเลิกใช้แล้ว โปรดสอบถามหน่วยงานที่ติดประกาศ</p>
<p lang="en">This card is not published yet, or no longer in use. Please ask the office that put up the notice.</p>`,
  })
}

/** A button of the card is a link here. */
function showLine(line: string): string {
  const [, label, url] = /^(.+): (https?:\/\/\S+)$/.exec(line) ?? []
  return url === undefined ? escapeHtml(line) : `<a href="${escapeHtml(url)}">${escapeHtml(label as string)}</a>`
}

const style = `
h1 { font-size: 28px; line-height: 1.4; margin: 16px 0 }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; margin: 0 }
img { display: block; width: 100%; height: auto; border: 1px solid #D9DEE9; border-radius: 8px }
p { margin: 12px 0 }`
