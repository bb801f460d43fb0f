import type { Question, QuestionResult } from '../../src/contracts/polls.ts'
import { stepsOf } from '../../src/contracts/question-steps.ts'
import type { RoomState } from '../../src/contracts/room.ts'

const options = (...texts: string[]) => texts.map((text, place) => ({ key: `o${place + 1}`, text }))

/** A question of every kind as an office would ask it in a meeting: none of fairness, which rooms do not ask. */
export const sampleQuestions = {
  single: {
    kind: 'single',
    key: 'q1',
    required: true,
    text: 'ท่านอยากให้หน่วยงานเริ่มปรับปรุงเรื่องใดก่อน',
    options: options('การให้บริการประชาชน', 'การลดขั้นตอนและเอกสาร', 'การสื่อสารเรื่องงบประมาณ', 'ช่องทางให้ความเห็น'),
  },
  multiple: {
    kind: 'multiple',
    key: 'q2',
    required: true,
    text: 'ท่านรับรู้ข้อมูลการใช้จ่ายงบประมาณของหน่วยงานจากช่องทางใดบ้าง',
    options: options(
      'การประชุมประจำเดือนของกอง',
      'กลุ่มไลน์ของหน่วยงาน',
      'เว็บไซต์หน่วยงาน',
      'หนังสือเวียนภายใน',
      'หัวหน้างานแจ้งโดยตรง',
      'ป้ายประชาสัมพันธ์ในอาคาร',
      'ไม่เคยได้รับข้อมูล',
    ),
  },
  scale: {
    kind: 'scale',
    key: 'q3',
    required: true,
    isReversed: false,
    text: 'แผนงานปีหน้าตอบความต้องการของประชาชนและแก้ปัญหาในพื้นที่ได้เพียงใด',
  },
  agreement: {
    kind: 'agreement',
    key: 'q4',
    required: true,
    steps: 5,
    text: 'ข้าพเจ้าเข้าใจแผนงานปีหน้าและทราบว่างานของตนเกี่ยวข้องส่วนใด',
  },
  ranking: {
    kind: 'ranking',
    key: 'q5',
    required: true,
    text: 'โปรดจัดลำดับความสำคัญของงบประมาณปีหน้า',
    options: options('พัฒนาระบบดิจิทัล', 'ฝึกอบรมและทุนการศึกษา', 'ปรับปรุงสถานที่ทำงาน', 'สวัสดิการบุคลากร', 'งานบริการประชาชน'),
  },
  points: {
    kind: 'points',
    key: 'q6',
    required: true,
    text: 'หากมีงบประมาณ 100 ส่วน ท่านจะแบ่งอย่างไร',
    options: options('พัฒนาระบบดิจิทัล', 'ฝึกอบรมและทุนการศึกษา', 'ปรับปรุงสถานที่ทำงาน', 'สวัสดิการบุคลากร'),
  },
  word: { kind: 'word', key: 'q7', required: true, text: 'คำใดบอกวัฒนธรรมของหน่วยงานเราได้ดีที่สุด' },
  text: { kind: 'text', key: 'q8', required: false, text: 'มีเรื่องใดที่อยากให้หน่วยงานแก้ไขภายในสามเดือน' },
  nps: {
    kind: 'nps',
    key: 'q9',
    required: true,
    text: 'ท่านจะแนะนำให้เพื่อนมาทำงานที่นี่มากน้อยเพียงใด (0 ไม่แนะนำเลย ถึง 10 แนะนำอย่างยิ่ง)',
  },
} as const satisfies Record<Question['kind'], unknown> as unknown as Record<Question['kind'], Question>

const figures: Record<string, number[]> = {
  single: [18, 12, 9, 8],
  multiple: [31, 42, 12, 8, 22, 5, 6],
  scale: [3, 9, 24, 11],
  agreement: [4, 9, 12, 15, 7],
  nps: [1, 0, 1, 0, 2, 4, 3, 8, 12, 9, 7],
}
const cloud = [
  'โปร่งใส 23',
  'ช่วยเหลือกัน 17',
  'น้ำใจ 15',
  'เป็นธรรม 12',
  'ทำงานเป็นทีม 11',
  'ซื่อสัตย์ 9',
  'เรียนรู้ 8',
  'ทันสมัย 7',
  'ใกล้ชิดประชาชน 6',
  'รับผิดชอบ 6',
  'ปู่ย่าตายาย 3',
  'ตรงเวลา 5',
  'คล่องตัว 4',
  'เปิดกว้าง 4',
  'มุ่งผลสัมฤทธิ์ 4',
  'อบอุ่น 3',
  'ที่พึ่ง 3',
  'กล้าเปลี่ยน 2',
  'ใส่ใจ 2',
  'พี่น้อง 2',
  'เกื้อกูล 2',
  'สุจริต 14',
]
const themes = [
  'แจ้งผลการประชุมให้ทราบภายในหนึ่งสัปดาห์ทุกครั้ง 9',
  'ปรับปรุงห้องน้ำและลิฟต์ชั้น 4 7',
  'ลดเอกสารที่ต้องกรอกซ้ำ 6',
  'กำหนดวันประชุมล่วงหน้าอย่างน้อยหนึ่งสัปดาห์ 4',
  'จัดอบรมระบบใหม่สำหรับผู้ที่ไม่ถนัดคอมพิวเตอร์ 3',
]

/** What 47 people answered. */
export function sampleResult(question: Question): QuestionResult {
  const answered = 47
  const base = {
    key: question.key,
    kind: question.kind,
    text: question.text,
    isHidden: false,
    answered,
    mean: null,
    band: null,
  }
  const counted = (counts: number[]) =>
    stepsOf(question, 'th').map(({ key, text }, place) => {
      const count = counts[place] ?? 0
      return { key, label: text, count, percent: (count * 100) / answered }
    })
  const shared = (shares: number[]) =>
    stepsOf(question, 'th')
      .map(({ key, text }, place) => ({ key, label: text, count: null, percent: shares[place] ?? 0 }))
      .toSorted((a, b) => b.percent - a.percent)
  const listed = (lines: string[]) =>
    lines.map((line) => {
      const [, label = '', count] = /^(.*) (\d+)$/.exec(line) ?? []
      return { key: label, label, count: Number(count), percent: null }
    })
  switch (question.kind) {
    case 'scale':
      return { ...base, rows: counted(figures.scale ?? []), mean: 63.7 }
    case 'agreement':
      return { ...base, rows: counted(figures.agreement ?? []), mean: 56.4 }
    case 'nps':
      return { ...base, rows: counted(figures.nps ?? []), mean: 11 }
    case 'ranking':
      return { ...base, rows: shared([24, 31, 9, 21, 15]) }
    case 'points':
      return { ...base, rows: shared([22.4, 37.1, 12.6, 27.9]) }
    case 'word':
      return { ...base, rows: listed(cloud) }
    case 'text':
      return { ...base, rows: listed(themes) }
    default:
      return { ...base, rows: counted(figures[question.kind] ?? []) }
  }
}

/** An open room that shows a question's result; `change` says what is otherwise. */
export function sampleRoom(question: Question, change: Partial<RoomState> = {}): RoomState {
  return {
    code: '482915',
    title: 'ประชุมรับฟังความเห็น เรื่อง แผนงานและงบประมาณ ประจำปีงบประมาณ พ.ศ. 2570',
    language: 'th',
    joinUrl: 'https://sucharit.opdc.go.th/join/482915',
    badge: 'ห้องประชุม (ไม่ต้องเข้าสู่ระบบ)',
    promise: ['ระบบไม่บันทึกว่าใครตอบ', 'หนึ่งเครื่องตอบได้หนึ่งครั้ง', 'ผลแสดงบนจอเมื่อครบ 5 คำตอบ', 'ผู้ที่อยู่ใกล้อาจเห็นหน้าจอของท่าน'],
    promises: null,
    returnsOn: '2026-12-09',
    version: 1,
    state: 'open',
    questionNo: 3,
    questionCount: 9,
    question,
    round: 0,
    isRevealed: true,
    isLocked: false,
    timerEndsAt: null,
    sentAt: new Date().toISOString(),
    participants: 52,
    result: sampleResult(question),
    threshold: 5,
    ...change,
  }
}
