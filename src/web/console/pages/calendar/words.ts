import { defineWords } from '../../words/define-words.ts'

export const calendarWords = defineWords('calendar', {
  th: {
    title: 'ปฏิทินการส่ง',
    lead: 'รอบที่ส่งแล้วและรอบที่จะถึง คำนวณด้วยกติกาเดียวกับที่ใช้ส่งจริง',
    before: 'เดือนก่อน',
    after: 'เดือนถัดไป',
    today: 'เดือนนี้',
    holiday: 'วันหยุด',
    notConfirmed: 'รายการวันหยุดปี พ.ศ. {{year}} ยังไม่ได้ยืนยัน',
    window: 'ช่วงเวลาส่งปกติ วันทำการ {{opens}}–{{closes}} น. พื้นสีเทาคือวันที่ไม่ส่ง',
    noWindow: 'ไม่ได้จำกัดช่วงเวลาส่ง',
    more: 'อีก {{n}} รอบ',
    nothing: 'เดือนนี้ไม่มีรอบส่ง',
  },
  en: {
    title: 'Calendar',
    lead: 'Runs past and to come, computed by the rules that fire them.',
    before: 'Month before',
    after: 'Next month',
    today: 'This month',
    holiday: 'Holiday',
    notConfirmed: 'The holidays of {{year}} B.E. are not confirmed yet',
    window: 'Sent on working days, {{opens}}–{{closes}}. Days in grey have no sending.',
    noWindow: 'No sending window is set',
    more: '{{n}} more',
    nothing: 'No runs this month',
  },
})
