import type { Config } from '../config.ts'
import { escapeHtml, renderHtmlPage } from '../platform/http/html-page.ts'

type Locale = 'th' | 'en'

/** What runs here and where to go next, for whoever has just started it. */
export function homePage(config: Config, locale: Locale): string {
  const t = words[locale]
  const other = locale === 'th' ? { lang: 'en', href: '/about?lang=en' } : { lang: 'th', href: '/about' }
  const isDemo = config.line.mode === 'simulator'
  const phoneUrl = `http://localhost:${config.ports.simulator}/`
  const service = (name: string, ...links: string[]) => `<li><span>${name}</span>${links.join('')}</li>`
  const link = (href: string, text = href) => `<a href="${href}">${text}</a>`
  return renderHtmlPage({
    lang: locale,
    title: t.product,
    style,
    body: `<p class="top"><span class="kicker">${t.kicker}${isDemo ? ` · <b class="badge">${t.demo}</b>` : ''}</span> <a href="${other.href}" hreflang="${other.lang}" lang="${other.lang}">${t.otherLanguage}</a></p>
  <h1>${t.ready}</h1>
  ${isDemo ? `<p>${t.firstCards}</p>\n  <p><a class="button" href="${phoneUrl}">${t.openPhone}</a></p>` : `<p>${t.connected}</p>`}
  <h2>${t.running}</h2>
  <ul>
    ${[
      service(t.web, link('/api/v1/docs', t.apiGuide), link('/api/v1/openapi.json', 'OpenAPI')),
      service(t.readiness, link('/readyz')),
      service(t.privacy, link(locale === 'th' ? '/privacy' : '/privacy?lang=en', '/privacy')),
      ...(isDemo ? [service(t.simulator, link(phoneUrl))] : []),
    ].join('\n    ')}
  </ul>
  ${isDemo ? `<h2>${t.again}</h2>\n  <p>${t.paste}</p>\n  <pre tabindex="0">${escapeHtml(sendAgainCommand(config.publicUrl))}</pre>` : ''}
`,
  })
}

const th = {
  product: 'สุจริต',
  kicker: 'ระบบการ์ดความรู้ในไลน์',
  demo: 'ฉบับสาธิต',
  otherLanguage: 'English',
  ready: 'สุจริต พร้อมใช้งาน',
  firstCards:
    'หลังเริ่มระบบครั้งแรก การ์ด Dos &amp; Don’ts ประจำวันและสรุปผล ITA ปีงบประมาณ พ.ศ. 2566 ส่งถึงกลุ่มตัวอย่าง 3&nbsp;กลุ่มภายใน 1&nbsp;นาที',
  openPhone: 'เปิดโทรศัพท์จำลอง',
  connected: 'ระบบเชื่อมต่อกับบัญชี LINE ของหน่วยงานแล้ว',
  running: 'บริการที่ทำงานอยู่',
  web: 'เว็บและ API',
  apiGuide: 'คู่มือ API',
  readiness: 'ความพร้อมของระบบ',
  privacy: 'ประกาศความเป็นส่วนตัว',
  simulator: 'โทรศัพท์จำลองและ LINE จำลอง',
  again: 'ส่งอีกครั้ง',
  paste: 'วางคำสั่งนี้ในเทอร์มินัลที่โฟลเดอร์ของโปรแกรม ผู้จัดทำร่างรายการส่ง แล้วผู้อนุมัติอีกท่านอนุมัติ',
}

const en: typeof th = {
  product: 'Sucharit',
  kicker: 'Integrity cards in LINE',
  demo: 'Demo',
  otherLanguage: 'ไทย',
  ready: 'Sucharit is running',
  firstCards:
    'Within a minute of the first start, today’s Dos &amp; Don’ts and the ITA result of fiscal year 2566 reach three sample groups.',
  openPhone: 'Open the simulated phone',
  connected: 'The service is connected to the office’s LINE account.',
  running: 'What is running',
  web: 'Web and API',
  apiGuide: 'API guide',
  readiness: 'Readiness',
  privacy: 'Privacy notice',
  simulator: 'Simulated phone and LINE',
  again: 'Send once more',
  paste:
    'Paste this in a terminal in the project’s folder: an editor drafts a campaign, and another person approves it.',
}

const words: Record<Locale, typeof th> = { th, en }

function sendAgainCommand(url: string): string {
  return `API=${url}/api/v1
EDITOR=$(npm run -s sucharit -- token create --role editor --email editor@demo.sucharit.local)
APPROVER=$(npm run -s sucharit -- token create --role approver --email approver@demo.sucharit.local)
pick() { node -pe "JSON.parse(require('fs').readFileSync(0))$1"; }
post() { curl -sS -X POST "$API/$1" -H "Authorization: Bearer $2" -H 'Content-Type: application/json' -d "\${3:-{\\}}"; }
GROUPS_JSON=$(curl -sS "$API/groups?state=approved" -H "Authorization: Bearer $EDITOR" | pick '.items.map(g => g.id)' | tr -d '\\n' | tr "'" '"')
ID=$(post campaigns "$EDITOR" '{"name":"ส่งอีกครั้ง","message":{"template":"notice","data":{"title":"ทดลองส่งการ์ด","text":"การ์ดนี้ส่งจากคำสั่งในหน้าแรก","badge":"ฉบับสาธิต"}},"audience":{"groups":'"$GROUPS_JSON"'},"schedule":{"kind":"now"}}' | pick .id)
post campaigns/$ID/submit "$EDITOR" > /dev/null && post campaigns/$ID/approve "$APPROVER"`
}

const style = `
h1 { font-size: 36px; line-height: 1.4; margin: 0 0 16px } h2 { font-size: 20px; margin: 40px 0 8px }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 16px; margin: 0 0 12px }
.kicker { color: #3B5BDB; font-weight: 600 } .badge { background: #F2B705; color: #14213D; padding: 2px 10px; border-radius: 8px; white-space: nowrap }
a.button { display: inline-block; background: #22307A; color: #FFF; padding: 10px 24px; border-radius: 8px; text-decoration: none; font-weight: 600 }
ul { list-style: none; padding: 0; margin: 0 } li { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 10px 0; border-top: 1px solid #D9DEE9 } li span { flex: 1 1 100% } @media (min-width: 640px) { li span { flex: 1 1 240px } }
pre { background: #EEF1F8; padding: 16px; border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.6 ui-monospace, "DejaVu Sans Mono", "IBM Plex Sans Thai Looped", monospace }`
