/**
 * Words that mean the same to a reader, so that any of them finds the cards of all. Each row is read both ways; what stands
 * inside a longer word of a card is found without being listed.
 */
export const synonyms: readonly (readonly string[])[] = [
  ['ของขวัญ', 'ของกำนัล', 'ของฝาก', 'กระเช้า', 'งดรับของขวัญ', 'no gift', 'gift', 'gifts', 'present'],
  ['ยืม', 'ยืมคอม', 'ยืมคอมพิวเตอร์', 'ยืมโน้ตบุ๊ก', 'ยืมพัสดุ', 'ยืมครุภัณฑ์', 'ยืมทรัพย์สิน', 'ยืมของ', 'borrow', 'loan'],
  ['คอม', 'คอมพิวเตอร์', 'โน้ตบุ๊ก', 'ครุภัณฑ์', 'พัสดุ', 'ทรัพย์สินของราชการ', 'laptop', 'computer', 'notebook', 'asset', 'assets'],
  ['อบรม', 'ฝึกอบรม', 'สัมมนา', 'ดูงาน', 'ทุน', 'ทุนการศึกษา', 'training', 'course', 'scholarship', 'seminar'],
  ['งบ', 'งบประมาณ', 'เบิกจ่าย', 'ใช้จ่าย', 'budget', 'spending', 'expense'],
  ['สินบน', 'ทุจริต', 'คอร์รัปชัน', 'คอร์รัปชั่น', 'เรียกรับ', 'ผลประโยชน์', 'bribe', 'bribery', 'corruption'],
  ['จัดซื้อ', 'จัดจ้าง', 'จัดซื้อจัดจ้าง', 'คู่สัญญา', 'ผู้ประกอบการ', 'procurement', 'purchase', 'contract'],
  ['รถ', 'รถราชการ', 'รถหลวง', 'car', 'vehicle'],
  ['ita', 'ไอทีเอ', 'ผลการประเมิน', 'คุณธรรมและความโปร่งใส', 'integrity'],
  ['ประเมินผลงาน', 'เลื่อนเงินเดือน', 'ประเมินบุคลากร', 'เลื่อนขั้น', 'evaluation', 'appraisal', 'promotion'],
  ['มอบหมายงาน', 'สั่งงาน', 'assignment', 'delegation'],
  ['ส่วนได้เสีย', 'ขัดกันแห่งผลประโยชน์', 'ผลประโยชน์ทับซ้อน', 'conflict of interest', 'conflict'],
  ['จริยธรรม', 'ประมวลจริยธรรม', 'ethics', 'code of ethics', 'conduct'],
  ['ร้องเรียน', 'แจ้งเบาะแส', 'เปิดโปง', 'complaint', 'report', 'whistleblow'],
  ['ความลับ', 'รักษาข้อมูล', 'ข้อมูลราชการ', 'confidential', 'secret', 'data'],
  ['ล่วงเวลา', 'นอกเวลา', 'โอที', 'ot', 'overtime'],
  ['เบิก', 'เบิกจ่าย', 'ค่าใช้จ่าย', 'claim', 'reimburse', 'allowance'],
  ['เอกสาร', 'คู่มือ', 'คู่มือปฏิบัติงาน', 'manual', 'guide'],
]
