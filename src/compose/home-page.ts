import type { Config } from '../config.ts'
import { escapeHtml, renderHtmlPage } from '../platform/http/html-page.ts'

/** What runs here and where to go next, for whoever has just started it. */
export function homePage(config: Config): string {
  const isDemo = config.line.mode === 'simulator'
  const phoneUrl = `http://localhost:${config.ports.simulator}/`
  return renderHtmlPage({
    lang: 'th',
    title: 'สุจริต',
    style,
    body: `<p class="kicker">ระบบการ์ดความรู้ในไลน์${isDemo ? ' · <b class="badge">ฉบับสาธิต</b>' : ''}</p>
  <h1>สุจริต พร้อมใช้งาน</h1>
  ${isDemo ? demoPart(phoneUrl) : '<p>ระบบเชื่อมต่อกับบัญชี LINE ของหน่วยงานแล้ว</p>'}
  <h2>บริการที่ทำงานอยู่</h2>
  <ul>
    <li><span>เว็บและ API</span><a href="/api/v1/docs">คู่มือ API</a><a href="/api/v1/openapi.json">OpenAPI</a></li>
    <li><span>ความพร้อมของระบบ</span><a href="/readyz">/readyz</a></li>
    <li><span>ประกาศความเป็นส่วนตัว</span><a href="/privacy">/privacy</a></li>
    ${isDemo ? `<li><span>โทรศัพท์จำลองและ LINE จำลอง</span><a href="${phoneUrl}">${phoneUrl}</a></li>` : ''}
  </ul>
  ${isDemo ? sendAgainPart(config.publicUrl) : ''}
`,
  })
}

const demoPart = (phoneUrl: string) => `
  <p>หลังเริ่มระบบครั้งแรก การ์ด Dos &amp; Don’ts ประจำวันและสรุปผล ITA ปีงบประมาณ พ.ศ. 2566 ส่งถึงกลุ่มตัวอย่าง 3&nbsp;กลุ่มภายใน 1&nbsp;นาที</p>
  <p><a class="button" href="${phoneUrl}">เปิดโทรศัพท์จำลอง</a></p>`

const sendAgainPart = (url: string) => `
  <h2>ส่งอีกครั้ง</h2>
  <p>วางคำสั่งนี้ในเทอร์มินัลที่โฟลเดอร์ของโปรแกรม ผู้จัดทำร่างรายการส่ง แล้วผู้อนุมัติอีกท่านอนุมัติ</p>
  <pre tabindex="0">${escapeHtml(sendAgainCommand(url))}</pre>`

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
.kicker { color: #3B5BDB; font-weight: 600; margin: 0 0 12px } .badge { background: #F2B705; color: #14213D; padding: 2px 10px; border-radius: 8px; white-space: nowrap }
a.button { display: inline-block; background: #22307A; color: #FFF; padding: 10px 24px; border-radius: 8px; text-decoration: none; font-weight: 600 }
ul { list-style: none; padding: 0; margin: 0 } li { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 10px 0; border-top: 1px solid #D9DEE9 } li span { flex: 1 1 100% } @media (min-width: 640px) { li span { flex: 1 1 240px } }
pre { background: #EEF1F8; padding: 16px; border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.6 ui-monospace, "DejaVu Sans Mono", "IBM Plex Sans Thai Looped", monospace }`
