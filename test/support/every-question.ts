import type { Question } from '../../src/contracts/polls.ts'

const option = (key: string, text: string) => ({ key, text })

/** One question of every kind, worded as an office would. */
export const everyQuestion: Question[] = [
  {
    key: 'q1',
    kind: 'single',
    text: 'งานที่ท่านได้รับมอบหมายตรงกับตำแหน่งของท่านเพียงใด',
    required: true,
    options: [option('o1', 'ตรงทั้งหมด'), option('o2', 'ตรงเป็นส่วนใหญ่'), option('o3', 'ไม่ค่อยตรง')],
  },
  {
    key: 'q2',
    kind: 'multiple',
    text: 'เรื่องใดควรปรับก่อน',
    required: false,
    atMost: 2,
    options: [
      option('o1', 'เกณฑ์มอบหมายงาน'),
      option('o2', 'การประเมินผลงาน'),
      option('o3', 'การคัดเลือกไปอบรม'),
      option('o4', 'การสื่อสารของผู้บังคับบัญชา'),
    ],
  },
  { key: 'q3', kind: 'scale', text: 'หัวหน้าของท่านมอบหมายงานอย่างเป็นธรรมเพียงใด', required: true, isReversed: false },
  { key: 'q4', kind: 'agreement', text: 'เกณฑ์ประเมินผลงานปีนี้ชัดเจน', required: true, steps: 5 },
  {
    key: 'q5',
    kind: 'ranking',
    text: 'จัดลำดับสิ่งที่สำนักควรลงงบประมาณ',
    required: false,
    options: [option('o1', 'ฝึกอบรม'), option('o2', 'อุปกรณ์ดิจิทัล'), option('o3', 'สถานที่ทำงาน')],
  },
  {
    key: 'q6',
    kind: 'points',
    text: 'ท่านจะแบ่งงบประมาณอย่างไร',
    required: false,
    options: [option('o1', 'ฝึกอบรม'), option('o2', 'อุปกรณ์ดิจิทัล'), option('o3', 'สถานที่ทำงาน')],
  },
  { key: 'q7', kind: 'word', text: 'ท่านนึกถึงคำใดเมื่อพูดถึงความเป็นธรรมในสำนัก', required: false },
  { key: 'q8', kind: 'nps', text: 'ท่านจะแนะนำให้เพื่อนมาทำงานที่นี่เพียงใด', required: false },
  { key: 'q9', kind: 'text', text: 'ข้อเสนอแนะเพื่อให้การมอบหมายงานเป็นธรรมยิ่งขึ้น', required: false },
]
