import { defineWords } from '../../words/define-words.ts'

/** What each job does, in words. A job without words here is shown by its own name. */
const th = {
  inbox: 'ตอบข้อความในแชต',
  'start-run': 'เตรียมรอบส่ง',
  drain: 'ส่งข้อความ',
  'plan-campaign': 'กำหนดรอบส่งล่วงหน้า',
  'approval-due': 'เตือนผู้อนุมัติ',
  'refresh-group': 'ปรับปรุงข้อมูลกลุ่ม LINE',
  'find-membership': 'ตรวจว่าบุคลากรอยู่ในกลุ่มใด',
  'find-memberships': 'ตรวจสมาชิกของทุกกลุ่ม',
  'review-audience': 'ทบทวนกลุ่มและบุคลากร',
  'tell-officer': 'แจ้งเจ้าหน้าที่ทาง LINE หรืออีเมล',
  'settle-poll': 'เปิดและปิดแบบสำรวจตามเวลา',
  'make-picture': 'วาดอินโฟกราฟิก',
  'watch-alerts': 'ตรวจสิ่งผิดปกติ',
  'sync-rich-menu': 'ปรับปรุงเมนูใน LINE',
  'link-rich-menus': 'ให้เมนูตามภาษาของแต่ละคน',
  'monthly-digest': 'ร่างสรุปประจำเดือน',
  retention: 'ลบข้อมูลที่ครบกำหนดเก็บ',
}

export type JobName = keyof typeof th

export const jobWords = defineWords('jobs', {
  th,
  en: {
    inbox: 'Answer messages in the chat',
    'start-run': 'Prepare a run',
    drain: 'Send messages',
    'plan-campaign': 'Plan the coming runs',
    'approval-due': 'Remind approvers',
    'refresh-group': 'Look at a LINE group',
    'find-membership': 'Find the groups of a person',
    'find-memberships': 'Find the members of all groups',
    'review-audience': 'Review groups and staff',
    'tell-officer': 'Tell officers by LINE or e-mail',
    'settle-poll': 'Open and close polls in time',
    'make-picture': 'Draw pictures',
    'watch-alerts': 'Look for what is wrong',
    'sync-rich-menu': 'Bring the menu in LINE up to date',
    'link-rich-menus': 'Give everybody the menu of their language',
    'monthly-digest': 'Draft the monthly digest',
    retention: 'Delete what has been kept long enough',
  },
})

export const hasJobWords = (job: string): job is JobName => Object.hasOwn(th, job)

export const queueWords = defineWords('queues', {
  th: {
    failedTitle: 'งานที่ไม่สำเร็จ',
    failedLead: 'งานที่ยังจำเป็นระบบจะลองใหม่เองจากฐานข้อมูล และหายไปจากรายการนี้เมื่อสำเร็จ',
    nothingFailed: 'ไม่มีงานที่ไม่สำเร็จ',
    times: 'ไม่สำเร็จ {{n}} ครั้ง ล่าสุด {{at}}',
    retry: 'ลองอีกครั้ง',
    retried: 'สั่งทำอีกครั้งแล้ว',
    remove: 'นำออก',
    removeTitle: 'นำงานออกจากรายการ',
    removeText: 'ระบบจะไม่ลองงานนี้อีก เว้นแต่ข้อมูลบอกว่ายังจำเป็น การนำออกถูกบันทึกไว้',
    queueTitle: 'งานเบื้องหลัง',
    away: 'คิวงานไม่ตอบในขณะนี้ งานรออยู่ในฐานข้อมูลและจะทำต่อเองเมื่อคิวกลับมา',
    idle: 'ว่าง',
    waiting: 'รอทำ',
    active: 'กำลังทำ',
    delayed: 'รอเวลา',
    failed: 'ไม่สำเร็จ',
  },
  en: {
    failedTitle: 'Jobs that failed',
    failedLead:
      'What is still needed is tried again from the database by itself, and leaves this list once it is done.',
    nothingFailed: 'No job has failed',
    times: 'Failed {{n}}×, last {{at}}',
    retry: 'Try again',
    retried: 'It is tried again now',
    remove: 'Remove',
    removeTitle: 'Remove from the list',
    removeText: 'It is not tried again, unless the data say that it is still needed. The removal is recorded.',
    queueTitle: 'Work behind the pages',
    away: 'The queue does not answer now. Work waits in the database and goes on once the queue is back.',
    idle: 'Idle',
    waiting: 'Waiting',
    active: 'Running',
    delayed: 'For later',
    failed: 'Failed',
  },
})
