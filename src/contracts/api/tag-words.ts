import type { Locale } from '../error-words.ts'

/** How people call each group of operations, in the order of the API's page. */
export const tagWords: Record<string, Record<Locale, string>> = {
  Content: { th: 'การ์ดและแม่แบบ', en: 'Cards and templates' },
  Series: { th: 'ชุดการ์ด', en: 'Series' },
  Pictures: { th: 'รูปและอินโฟกราฟิก', en: 'Pictures' },
  Campaigns: { th: 'รายการส่ง', en: 'Campaigns' },
  Runs: { th: 'รอบส่ง', en: 'Runs' },
  Calendar: { th: 'ปฏิทินและช่วงเวลาส่ง', en: 'Calendar and sending window' },
  Quota: { th: 'โควตาข้อความ', en: 'Quota' },
  Audience: { th: 'กลุ่มผู้รับ', en: 'Audience' },
  Polls: { th: 'แบบสำรวจ', en: 'Polls' },
  Rooms: { th: 'ห้องประชุม', en: 'Rooms' },
  Quiz: { th: 'แบบทดสอบความรู้', en: 'Quiz' },
  Budget: { th: 'งบประมาณ', en: 'Budget' },
  ITA: { th: 'ITA และมาตรการ', en: 'ITA and measures' },
  Officers: { th: 'เจ้าหน้าที่และผู้รักษาราชการแทน', en: 'Officers and deputies' },
  Users: { th: 'ผู้ใช้และการเข้าสู่ระบบ', en: 'Users and sign-in' },
  Administration: { th: 'การดูแลระบบ', en: 'Administration' },
}
