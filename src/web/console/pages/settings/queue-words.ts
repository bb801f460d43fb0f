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
  'draft-result': 'ร่างการ์ดแจ้งผลแบบสำรวจ',
  'make-picture': 'วาดอินโฟกราฟิก',
  'renew-heroes': 'วาดภาพของการ์ดใหม่ตามรูปแบบล่าสุด',
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
    inbox: 'Answer chat messages',
    'start-run': 'Prepare a run',
    drain: 'Send messages',
    'plan-campaign': 'Plan upcoming runs',
    'approval-due': 'Remind approvers',
    'refresh-group': 'Refresh a LINE group',
    'find-membership': 'Find a person’s groups',
    'find-memberships': 'Find the members of all groups',
    'review-audience': 'Review groups and staff',
    'tell-officer': 'Notify officers by LINE or e-mail',
    'settle-poll': 'Open and close polls on time',
    'draft-result': 'Draft the result card of a poll',
    'make-picture': 'Make pictures',
    'renew-heroes': 'Redraw the pictures of cards in the current look',
    'watch-alerts': 'Watch for problems',
    'sync-rich-menu': 'Update the menu in LINE',
    'link-rich-menus': 'Give everyone the menu in their language',
    'monthly-digest': 'Draft the monthly digest',
    retention: 'Delete data past its retention period',
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
    failedTitle: 'Failed jobs',
    failedLead: 'Jobs that are still needed are retried automatically, and disappear from this list once they succeed.',
    nothingFailed: 'No failed jobs',
    times: 'Failed {{n}}×, last {{at}}',
    retry: 'Try again',
    retried: 'Retrying now',
    remove: 'Remove',
    removeTitle: 'Remove this job?',
    removeText: 'It will not be retried unless the data shows that it is still needed. The removal is recorded.',
    queueTitle: 'Background jobs',
    away: 'The queue is not responding. Jobs are waiting in the database and will continue once it is back.',
    idle: 'Idle',
    waiting: 'Waiting',
    active: 'Running',
    delayed: 'Scheduled',
    failed: 'Failed',
  },
})
