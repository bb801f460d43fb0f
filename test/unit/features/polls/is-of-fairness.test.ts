import { expect, test } from 'vitest'
import { isOfFairness } from '../../../../src/features/polls/is-of-fairness.ts'
import { listTemplates } from '../../../../src/features/polls/poll-templates.ts'

const asked = (text: string, title = 'ประชุมประจำเดือน', itaItems: string[] = []) =>
  isOfFairness({ title, itaItems, questions: [{ text: 'ท่านพร้อมเพียงใด' }, { text }] })

test.each([
  'หัวหน้ากลุ่มแบ่งงานอย่างเป็นธรรมเพียงใด',
  'ท่านได้รับความเป็น ธรรมจากผู้บังคับบัญชาเพียงใด',
  'มีการ\u200bมอบหมาย\u200bงานตามความรู้ความสามารถเพียงใด',
  'งานถูกกระจายงานให้ทุกคนเท่ากันเพียงใด',
  'การประเมินผลการปฏิบัติงานของท่านเป็นไปตามเกณฑ์เพียงใด',
  'การประเมินผลการปฏิบัติราชการรอบนี้โปร่งใสเพียงใด',
  'เกณฑ์ประเมินผลงานชัดเจนเพียงใด',
  'การเลื่อนเงินเดือนปีนี้เหมาะสมเพียงใด',
  'เกณฑ์เลื่อนขั้นเงินเดือนชัดเจนเพียงใด',
  'การเลื่อนระดับและเลื่อนตำแหน่งเปิดเผยเพียงใด',
  'การคัดเลือกผู้เข้าอบรมเปิดโอกาสให้ทุกคนเพียงใด',
  'การคัดเลือกบุคคลเพื่อรับทุนการศึกษาโปร่งใสเพียงใด',
  'การแต่งตั้งโยกย้ายเป็นไปตามระบบคุณธรรมเพียงใด',
  'มีการเลือกปฏิบัติหรือเล่นพรรคเล่นพวกเพียงใด',
  'How fair is your supervisor?',
  'Were you treated unfairly?',
  'Is the assignment of work clear?',
  'Is work assigned by ability?',
  'How clear are the criteria for promotion?',
  'Who gets promoted here?',
  'How clear was your performance appraisal?',
  'Is the salary increase deserved?',
  'Is the selection of people for scholarships open to all?',
  'Is there favouritism?',
])('“%s” is about fairness, as a question and as a title', (text) => {
  expect(asked(text)).toBe(true)
  expect(asked('ท่านเห็นด้วยหรือไม่', text)).toBe(true)
})

test.each([
  'ผลการประเมินผลการอบรมครั้งนี้เป็นอย่างไร',
  'ท่านอยากประเมินผลการประชุมอย่างไร',
  'การประเมินผลการปฏิบัติราชการของส่วนราชการควรปรับเรื่องใด',
  'วิทยากรพูดได้เป็นธรรมชาติเพียงใด',
  'โครงการนี้เป็นธรรมเนียมที่ควรทำต่อหรือไม่',
  'คัดเลือกหัวข้ออบรมปีหน้า ท่านเลือกข้อใด',
  'ควรคัดเลือกโครงการลงทุนใดก่อน',
  'ควรเลื่อนวันประชุมหรือไม่',
  'ท่านเข้าใจกระบวนการยุติธรรมทางปกครองเพียงใด',
  'ท่านเข้าใจงานที่ได้รับมอบหมายเพียงใด',
  'How useful was the training?',
  'Did you like the job fair?',
  'Which promotion of integrity did you see?',
  'Which topics should be selected for training?',
  'Who should give the training?',
  'How well do you know the performance evaluation of the agency?',
])('“%s” is not', (text) => {
  expect(asked(text)).toBe(false)
  expect(asked('ท่านเห็นด้วยหรือไม่', text)).toBe(false)
})

test('what was taught about may be named in the title: a training is asked about, not how people are judged', () => {
  for (const title of [
    'แบบประเมินหลังการอบรมเรื่อง การประเมินผลการปฏิบัติงาน',
    'หลักสูตรอบรมเชิงปฏิบัติการ เรื่อง ความเป็นธรรมในองค์กร',
    'After the training on fair assignment of work',
  ])
    expect([title, asked('วิทยากรอธิบายเข้าใจง่ายเพียงใด', title)]).toEqual([title, false])
  expect(asked('ท่านได้รับความเป็นธรรมเพียงใด', 'อบรมเรื่อง การทำงานเป็นทีม')).toBe(true)
  expect(asked('ท่านเห็นด้วยหรือไม่', 'การคัดเลือกผู้เข้าอบรม')).toBe(true)
})

test.each(['th', 'en'] as const)('of the %s templates fairness alone is', (language) => {
  const found = listTemplates(language).filter(isOfFairness)
  expect(found.map(({ code }) => code)).toEqual(['fairness'])
})

test('the ITA items of fairness are, whatever is asked', () => {
  expect(asked('ท่านเห็นด้วยหรือไม่', 'ประชุม', ['6.2'])).toBe(true)
  expect(asked('ท่านเห็นด้วยหรือไม่', 'ประชุม', ['5.2'])).toBe(false)
})
