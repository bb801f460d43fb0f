import type { Sheet } from '../../platform/sheets/write-sheet.ts'
import { activities } from './activities.ts'

const security =
  'จำกัดสิทธิตามบทบาท ยืนยันตัวสองชั้นสำหรับผู้อนุมัติและผู้ดูแลระบบ เข้ารหัสระหว่างส่ง เนื้อหาจากแชตและคำตอบเข้ารหัสด้วยกุญแจที่เก็บแยกและถูกทำลายตามกำหนด บันทึกการทำรายการตรวจสอบการแก้ไขได้ สำรองข้อมูลทุกคืน'

const headings = [
  'ลำดับ',
  'กิจกรรม',
  'เจ้าของข้อมูล',
  'ข้อมูลส่วนบุคคลที่เก็บรวบรวม',
  'ที่เก็บในฐานข้อมูล',
  'วัตถุประสงค์',
  'ฐานทางกฎหมาย',
  'ผู้มีสิทธิเข้าถึงและเงื่อนไข',
  'การใช้หรือเปิดเผย (มาตรา 27)',
  'ระยะเวลาการเก็บรักษา',
  'การปฏิเสธคำขอหรือคัดค้าน',
  'มาตรการรักษาความมั่นคงปลอดภัย',
]

/** The register as rows, the headings first: what section 39 (1)–(8) asks of each activity, and where it lies. */
function registerRows(): string[][] {
  const rows = activities.map((activity, index) => [
    String(index + 1),
    activity.title,
    activity.subjects,
    Object.keys(activity.data).join(' · '),
    whereOf(Object.values(activity.data).flat()),
    activity.purpose,
    activity.basis,
    activity.access,
    activity.disclosure,
    activity.retention,
    activity.refusal,
    security,
  ])
  return [headings, ...rows]
}

/** "staff (line_user_id, unit_id) · account (user_id)": the columns, table by table. */
function whereOf(columns: readonly string[]): string {
  const byTable = Map.groupBy(columns, (column) => column.slice(0, column.lastIndexOf('.')))
  return [...byTable]
    .map(([table, names]) => `${table} (${names.map((name) => name.slice(name.lastIndexOf('.') + 1)).join(', ')})`)
    .join(' · ')
}

export function registerSheet(): Sheet {
  return {
    name: 'บันทึกรายการ ม.39',
    widths: [6, 24, 24, 36, 36, 36, 24, 30, 24, 30, 30, 36],
    rows: registerRows(),
  }
}

/** The register as a page to read, one activity after the other. */
export function registerPage(controller: { agency: string; dpo: string; on: string }): string {
  const [heads = [], ...rows] = registerRows()
  const activity = ([no, title, ...cells]: string[]) =>
    `## ${no}. ${title}\n\n${cells.map((cell, index) => `- **${heads[index + 2]}**: ${cell}`).join('\n')}`
  return `# บันทึกรายการกิจกรรมประมวลผลข้อมูลส่วนบุคคล

ตามมาตรา 39 แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562

- **ผู้ควบคุมข้อมูลส่วนบุคคล**: ${controller.agency}
- **เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล**: ${controller.dpo || 'ยังไม่ได้ระบุ (ตั้งได้ที่ ตั้งค่า → หน่วยงาน)'}
- **จัดทำจากฐานข้อมูลเมื่อ**: ${controller.on}

${rows.map(activity).join('\n\n')}
`
}
