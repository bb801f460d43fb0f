import type { TemplateData } from '../../contracts/templates.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { OfficerNews } from './needs.ts'

type Deps = { publicUrl: string; renderCard(template: string, data: unknown): OutgoingMessage }

/** What those who prepare cards hear of a digest that was drafted for them. */
export function writeDigestNews(
  { publicUrl, renderCard }: Deps,
  digest: { month: string; title: string; campaignId: string; counts: TemplateData<'digest'>['counts'] },
): OfficerNews {
  const kicker = 'สรุปประจำเดือนรอตรวจ'
  const note =
    'ระบบร่างการ์ดสรุปและรายการส่งถึงทุกกลุ่มไว้แล้ว ยังไม่ส่งถึงผู้ใด โปรดตรวจข้อความ ขออนุมัติการ์ด แล้วเสนอรายการส่ง หากไม่ต้องการส่ง โปรดยกเลิกรายการส่ง'
  const facts = digest.counts.map(({ value, label }) => ({ label, text: value }))
  const open = { label: 'ตรวจฉบับร่าง', url: `${publicUrl}/campaigns/${digest.campaignId}` }
  const lines = [kicker, digest.title, '', ...facts.map(({ label, text }) => `${label}: ${text}`), '', note, '']
  return {
    topic: `digest:${digest.month}`,
    line: [renderCard('approval', { kicker, title: digest.title, note, facts, open })],
    mail: { subject: `${kicker}: ${digest.title}`, text: [...lines, `${open.label}: ${open.url}`].join('\n') },
  }
}
