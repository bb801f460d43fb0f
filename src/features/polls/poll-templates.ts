import type { QuestionDraft } from '../../contracts/api/poll-shapes.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'

type Template = {
  code: string
  title: string
  purpose: string
  anonymity: 'ballot' | 'chat' | 'room'
  questions: QuestionDraft[]
}

// Items of the ITA result on the same topic (prisma/seed/ita-fy2566.json).
const itaItems: Record<string, string[]> = {
  fairness: ['6.1', '6.2', '6.3'],
  'people-management': ['6.6'],
  'budget-awareness': ['5.1', '5.3'],
  'budget-priorities': ['5.2'],
  ethics: ['7.3', '7.5'],
}

const scale = (text: string, isReversed = false): QuestionDraft => ({ kind: 'scale', text, isReversed })
const agree = (text: string): QuestionDraft => ({ kind: 'agreement', text })
const choose = (
  kind: 'single' | 'multiple' | 'ranking' | 'points',
  text: string,
  options: string[],
): QuestionDraft => ({
  kind,
  text,
  options,
})
const write = (text: string): QuestionDraft => ({ kind: 'text', text, required: false })

// In our own words, not those of the national assessment: a poll of the office is another instrument.
const thai: Template[] = [
  {
    code: 'fairness',
    title: 'ความเป็นธรรมในการมอบหมายงาน ประเมินผล และคัดเลือก',
    purpose: 'เพื่อปรับวิธีมอบหมายงาน ประเมินผล และคัดเลือกบุคลากรให้ชัดเจนและเป็นธรรมยิ่งขึ้น',
    anonymity: 'ballot',
    questions: [
      scale('งานที่ท่านได้รับเหมาะกับหน้าที่และกำลังคนเพียงใด'),
      scale('เกณฑ์ประเมินผลงานของท่านชัดเจนและแจ้งล่วงหน้าเพียงใด'),
      scale('การคัดเลือกผู้เข้าอบรม ดูงาน หรือรับทุนเปิดโอกาสให้ทุกคนเพียงใด'),
      scale('ความสัมพันธ์ส่วนตัวมีผลต่อการมอบหมายงานหรือประเมินผลเพียงใด', true),
      write('สิ่งใดควรปรับก่อนเป็นอันดับแรก'),
    ],
  },
  {
    code: 'people-management',
    title: 'ปัญหาอุปสรรคในการปฏิบัติงานและการบริหารงานบุคคล',
    purpose: 'เพื่อรู้ว่าอะไรทำให้งานติดขัด และแก้เรื่องที่กระทบคนมากที่สุดก่อน',
    anonymity: 'ballot',
    questions: [
      choose('multiple', 'สิ่งใดทำให้งานของท่านติดขัดในสามเดือนที่ผ่านมา', [
        'ขั้นตอนซ้ำซ้อน',
        'กำลังคนไม่พอ',
        'ระบบหรืออุปกรณ์ไม่พร้อม',
        'คำสั่งไม่ชัดเจน',
        'การประสานงานระหว่างหน่วย',
        'ไม่มี',
      ]),
      agree('หัวหน้างานรับฟังและช่วยแก้ปัญหาเมื่อข้าพเจ้าแจ้ง'),
      agree('ข้าพเจ้ารู้ว่าจะปรึกษาใครเมื่อมีปัญหาด้านบุคคล'),
      write('โปรดเล่าปัญหาที่ควรแก้ก่อน โดยไม่ระบุชื่อบุคคล'),
    ],
  },
  {
    code: 'budget-awareness',
    title: 'การรับรู้เรื่องงบประมาณ',
    purpose: 'เพื่อปรับวิธีสื่อสารแผนและผลการใช้จ่ายให้เข้าใจง่าย',
    anonymity: 'chat',
    questions: [
      scale('ท่านทราบแผนการใช้จ่ายงบประมาณของหน่วยงานเพียงใด'),
      choose('single', 'ท่านรับรู้ข้อมูลงบประมาณจากช่องทางใดมากที่สุด', [
        'การ์ดใน LINE',
        'หนังสือเวียน',
        'เว็บไซต์',
        'ที่ประชุม',
        'ยังไม่เคยรับรู้',
      ]),
      scale('ท่านเห็นว่าการใช้จ่ายเป็นไปตามวัตถุประสงค์เพียงใด'),
    ],
  },
  {
    code: 'budget-priorities',
    title: 'จัดลำดับความสำคัญงบประมาณ',
    purpose: 'เพื่อใช้ความเห็นของทุกคนประกอบการจัดทำคำของบประมาณปีหน้า',
    anonymity: 'ballot',
    questions: [
      choose('points', 'หากมี 100 คะแนน ท่านจะแบ่งให้เรื่องใดเท่าใด', [
        'พัฒนาบุคลากร',
        'ระบบดิจิทัล',
        'สถานที่และอุปกรณ์',
        'บริการประชาชน',
        'สวัสดิการ',
      ]),
      choose('ranking', 'เรื่องใดควรได้รับการตรวจสอบก่อน', ['จัดซื้อจัดจ้าง', 'เดินทางไปราชการ', 'จ้างที่ปรึกษา', 'จัดอบรม']),
    ],
  },
  {
    code: 'ethics',
    title: 'จริยธรรมในการทำงาน',
    purpose: 'เพื่อรู้ว่าเรื่องใดควรสื่อสารหรือช่วยเหลือเพิ่ม',
    anonymity: 'ballot',
    questions: [
      agree('ข้าพเจ้ารู้ว่าอะไรรับได้และรับไม่ได้ตามนโยบายไม่รับของขวัญ'),
      agree('ข้าพเจ้ากล้าแจ้งเมื่อพบสิ่งไม่ถูกต้อง'),
      scale('ในปีนี้ท่านพบการขอให้ทำสิ่งที่ไม่ควรทำมากเพียงใด', true),
      { kind: 'word', text: 'คำใดบอกวัฒนธรรมของหน่วยงานได้ดีที่สุด' },
    ],
  },
  {
    code: 'meeting-check-in',
    title: 'เช็กความพร้อมก่อนเริ่มประชุม',
    purpose: 'เพื่อให้ที่ประชุมเริ่มจากสิ่งที่ทุกคนสนใจ',
    anonymity: 'room',
    questions: [
      { kind: 'word', text: 'วันนี้ท่านรู้สึกอย่างไร' },
      choose('single', 'เรื่องใดควรใช้เวลามากที่สุด', ['ผลการดำเนินงาน', 'งบประมาณ', 'บุคลากร', 'เรื่องใหม่']),
      scale('ท่านพร้อมกับเรื่องที่จะประชุมวันนี้เพียงใด'),
    ],
  },
  {
    code: 'after-training',
    title: 'ความเห็นหลังการอบรม',
    purpose: 'เพื่อปรับเนื้อหาและวิธีอบรมครั้งต่อไป',
    anonymity: 'chat',
    questions: [
      scale('เนื้อหานำไปใช้ในงานได้เพียงใด'),
      scale('วิทยากรอธิบายเข้าใจง่ายเพียงใด'),
      { kind: 'nps', text: 'ท่านจะแนะนำการอบรมนี้แก่เพื่อนร่วมงานเพียงใด (0 ไม่แนะนำ – 10 แนะนำแน่นอน)' },
    ],
  },
  {
    code: 'feedback',
    title: 'เสนอความเห็นโดยไม่ระบุชื่อ',
    purpose: 'เพื่อรับฟังเรื่องที่ท่านไม่สะดวกเสนอด้วยชื่อของตน และตอบกลับทุกคนพร้อมกัน',
    anonymity: 'ballot',
    questions: [write('ท่านอยากให้หน่วยงานปรับปรุงหรือแก้ไขเรื่องใด โปรดอย่าระบุชื่อบุคคล')],
  },
]

const english: Template[] = [
  {
    code: 'fairness',
    title: 'Fairness of assignments, appraisal and selection',
    purpose: 'To make how work is assigned, appraised and people are selected clearer and fairer.',
    anonymity: 'ballot',
    questions: [
      scale('How well does the work you are given fit your duties and the people at hand?'),
      scale('How clear were the criteria of your appraisal, and told in advance?'),
      scale('How open to everybody is the choice of who goes to training, visits or on scholarships?'),
      scale('How much do personal ties decide assignments or appraisal?', true),
      write('What should change first?'),
    ],
  },
  {
    code: 'people-management',
    title: 'Obstacles at work and in managing people',
    purpose: 'To learn what holds work up, and to mend first what touches most people.',
    anonymity: 'ballot',
    questions: [
      choose('multiple', 'What has held up your work in the last three months?', [
        'Repeated steps',
        'Too few people',
        'Systems or equipment',
        'Unclear instructions',
        'Working across units',
        'Nothing',
      ]),
      agree('My supervisor listens and helps when I raise a problem.'),
      agree('I know whom to ask about a personnel problem.'),
      write('What should be mended first? Please name nobody.'),
    ],
  },
  {
    code: 'budget-awareness',
    title: 'What people know of the budget',
    purpose: 'To tell of spending plans and results in a way that is easy to follow.',
    anonymity: 'chat',
    questions: [
      scale('How well do you know the office’s spending plan?'),
      choose('single', 'Where do you learn most about the budget?', [
        'Cards in LINE',
        'Circulars',
        'The website',
        'Meetings',
        'Nowhere yet',
      ]),
      scale('How far is money spent on what it was meant for?'),
    ],
  },
  {
    code: 'budget-priorities',
    title: 'Priorities of the budget',
    purpose: 'To put everybody’s view beside next year’s budget request.',
    anonymity: 'ballot',
    questions: [
      choose('points', 'Share out 100 points over these.', [
        'Training people',
        'Digital systems',
        'Premises and equipment',
        'Services to the public',
        'Welfare',
      ]),
      choose('ranking', 'What should be looked into first?', [
        'Procurement',
        'Official travel',
        'Consultants',
        'Training events',
      ]),
    ],
  },
  {
    code: 'ethics',
    title: 'Ethics at work',
    purpose: 'To learn where more should be said, or help given.',
    anonymity: 'ballot',
    questions: [
      agree('I know what may and may not be accepted under the no-gift policy.'),
      agree('I would dare to speak up about something wrong.'),
      scale('How much were you asked this year to do what should not be done?', true),
      { kind: 'word', text: 'Which word describes the culture of this office best?' },
    ],
  },
  {
    code: 'meeting-check-in',
    title: 'Before we begin',
    purpose: 'To begin the meeting with what matters to everybody.',
    anonymity: 'room',
    questions: [
      { kind: 'word', text: 'How do you feel today?' },
      choose('single', 'What deserves most of our time?', ['Results', 'Budget', 'People', 'New matters']),
      scale('How ready are you for today’s agenda?'),
    ],
  },
  {
    code: 'after-training',
    title: 'After the training',
    purpose: 'To improve what is taught next time, and how.',
    anonymity: 'chat',
    questions: [
      scale('How much of it can you use in your work?'),
      scale('How clearly was it explained?'),
      { kind: 'nps', text: 'How likely are you to recommend it to a colleague (0 not at all – 10 certainly)?' },
    ],
  },
  {
    code: 'feedback',
    title: 'Say it without your name',
    purpose: 'To hear what you would rather not sign, and to answer everybody at once.',
    anonymity: 'ballot',
    questions: [write('What should the office improve or put right? Please name nobody.')],
  },
]

const catalogue: Record<PollLanguage, Template[]> = { th: thai, en: english }

/** Polls to begin from. */
export const listTemplates = (language: PollLanguage): (Template & { itaItems: string[] })[] =>
  catalogue[language].map((template) => ({ ...template, itaItems: itaItems[template.code] ?? [] }))
