import type { ErrorWords } from './words.ts'

/** Of cards, pictures, and the sheets and files they come from. */
export const cardErrors: ErrorWords = {
  PICTURE_TOO_FULL: {
    th: 'ข้อความยาวเกินพื้นที่ของภาพ โปรดตัดข้อความตามจำนวนตัวอักษรที่แจ้งแล้วลองใหม่',
    en: 'The text does not fit the picture. Cut as many letters as shown and try again.',
  },
  PICTURE_UNDRAWABLE: {
    th: 'วาดภาพนี้ไม่ได้ โปรดลดข้อความหรือจำนวนรายการแล้วลองใหม่',
    en: 'This picture cannot be drawn. Use fewer words or rows and try again.',
  },
  PICTURE_UNKNOWN: {
    th: 'การ์ดแบบนี้ไม่มีภาพอินโฟกราฟิก โปรดเลือกแม่แบบอื่น',
    en: 'This kind of card has no picture. Choose another template.',
  },
  CONTRAST_TOO_LOW: {
    th: 'สีที่เลือกตัดกับพื้นน้อยกว่า 4.5 ทำให้อ่านยาก โปรดเลือกสีที่เข้มหรืออ่อนกว่านี้',
    en: 'The colour contrasts with its ground by less than 4.5. Choose a darker or lighter one.',
  },
  IMAGE_UNREADABLE: {
    th: 'อ่านไฟล์ภาพนี้ไม่ได้ โปรดใช้ไฟล์ PNG, JPEG หรือ WebP ที่สมบูรณ์',
    en: 'The image cannot be read. Use a complete PNG, JPEG or WebP file.',
  },
  IMAGE_TOO_MANY_PIXELS: {
    th: 'ภาพนี้มีขนาดเกิน 51 ล้านพิกเซล โปรดย่อภาพแล้วลองใหม่',
    en: 'The image has more than 51 million pixels. Make it smaller and try again.',
  },
  IMAGE_TOO_TALL: {
    th: 'ภาพนี้สูงเกิน 3 เท่าของความกว้าง ซึ่ง LINE แสดงไม่ได้ โปรดครอบตัดภาพก่อน',
    en: 'The image is more than three times as tall as wide, which LINE does not show. Crop it first.',
  },
  PDF_UNREADABLE: {
    th: 'ไฟล์นี้ไม่ใช่เอกสาร PDF ที่สมบูรณ์ โปรดตรวจสอบไฟล์แล้วลองใหม่',
    en: 'This file is not a complete PDF. Check it and try again.',
  },
  BUDGET_SHEET_INVALID: {
    th: 'ไฟล์งบประมาณยังมีข้อผิดพลาด ระบบไม่ได้บันทึกสิ่งใด โปรดแก้ไขตามเซลล์ที่แจ้งแล้วนำเข้าใหม่',
    en: 'The budget sheet still has errors and nothing was stored. Correct the cells named and import it again.',
  },
  ITA_SHEET_INVALID: {
    th: 'ไฟล์ผล ITA ยังมีข้อผิดพลาด ระบบไม่ได้บันทึกสิ่งใด โปรดแก้ไขตามเซลล์ที่แจ้งแล้วนำเข้าใหม่',
    en: 'The sheet of ITA results still has errors and nothing was stored. Correct the cells named and import it again.',
  },
  BUDGET_UNSPENT: {
    th: 'ปีงบประมาณนี้ยังไม่มีข้อมูลการเบิกจ่าย โปรดนำเข้าผลการเบิกจ่ายก่อนสร้างการ์ด',
    en: 'There is no spending for this year yet. Import it before you make a card.',
  },
  SHEET_TOO_LARGE: {
    th: 'ไฟล์มีขนาดใหญ่เกินกำหนด (10 MB, 20,000 แถว, 200 คอลัมน์ หรือการ์ดใหม่และการ์ดที่แก้ไขรวม 2,000 ใบ) โปรดแบ่งไฟล์แล้วลองใหม่',
    en: 'The sheet is too large (10 MB, 20,000 rows, 200 columns, or 2,000 new or changed cards). Split it and try again.',
  },
  SHEET_UNREADABLE: {
    th: 'เปิดไฟล์นี้ไม่ได้ โปรดบันทึกเป็น XLSX หรือ CSV อีกครั้งแล้วลองใหม่',
    en: 'The file cannot be opened. Save it as XLSX or CSV again and retry.',
  },
  MONTH_NOT_OVER: {
    th: 'เดือนที่เลือกยังไม่สิ้นสุด โปรดเลือกเดือนที่ผ่านมาแล้ว',
    en: 'The month is not over yet. Choose one that is.',
  },
  DIGEST_EMPTY: {
    th: 'เดือนที่เลือกไม่มีการส่งการ์ด แบบสำรวจ หรือความคืบหน้ามาตรการให้สรุป โปรดเลือกเดือนอื่น',
    en: 'Nothing was sent, asked or done in this month. Choose another.',
  },
  CARDS_INVALID: {
    th: 'ไฟล์การ์ดยังมีข้อผิดพลาด ระบบไม่ได้บันทึกสิ่งใด โปรดแก้ไขตามช่องที่แจ้งแล้วนำเข้าใหม่',
    en: 'The card files still have errors and nothing was stored. Correct the cells named and import them again.',
  },
  YAML_UNREADABLE: {
    th: 'อ่านไฟล์ YAML ไม่ได้ โปรดตรวจการย่อหน้าและเครื่องหมายในบรรทัดที่แจ้ง',
    en: 'The YAML cannot be read. Check the indentation and punctuation of the line named.',
  },
  CONTENT_RULES: {
    th: 'ข้อความในการ์ดไม่เป็นไปตามหลักเกณฑ์เนื้อหา โปรดแก้ไขตามเหตุผลที่แจ้งแล้วบันทึกใหม่',
    en: 'The card breaks a content rule. Change it as explained and save it again.',
  },
  CONTENT_UNFILED: {
    th: 'การ์ดยังขาดข้อมูลกำกับ จึงยังอนุมัติไม่ได้ โปรดแก้ไขการ์ดแล้วกรอกช่องที่แจ้งให้ครบ',
    en: 'The card is not filed yet, so it cannot be approved. Edit it and fill in the fields named.',
  },
  CONTENT_UNCONFIRMED: {
    th: 'ยังมีเรื่องที่ต้องตรวจสอบก่อนอนุมัติการ์ดนี้ โปรดตรวจให้ครบทุกข้อ แล้วอนุมัติอีกครั้ง',
    en: 'There are points to check before this card is approved. Check each of them, then approve it.',
  },
  CARD_CHANGED: {
    th: 'การ์ดในรายการนี้เปลี่ยนไปหลังเสนออนุมัติ โปรดส่งกลับให้ผู้จัดทำเสนอใหม่',
    en: 'A card of this campaign has changed since it was submitted. Send it back so that it is submitted anew.',
  },
  CONTENT_NOT_APPROVED: {
    th: 'การ์ดที่เลือกยังไม่ได้รับอนุมัติ โปรดขออนุมัติการ์ดก่อน',
    en: 'A card in this campaign is not approved. Have the card approved first.',
  },
  CONTENT_UNKNOWN: {
    th: 'ไม่พบการ์ดที่เลือก โปรดเลือกการ์ดใหม่',
    en: 'A card in this campaign does not exist. Choose another.',
  },
  TEMPLATE_UNKNOWN: { th: 'ไม่พบแม่แบบการ์ดนี้', en: 'There is no such card template.' },
  TEMPLATE_DATA_INVALID: {
    th: 'ข้อมูลในการ์ดไม่ครบหรือไม่ถูกต้อง โปรดแก้ไขช่องที่แจ้ง',
    en: 'The card is incomplete or has something invalid in it. Correct the listed fields.',
  },
  MESSAGE_OVER_LIMIT: {
    th: 'การ์ดยาวเกินขนาดที่ LINE รองรับ โปรดตัดข้อความให้สั้นลง',
    en: 'The card exceeds a limit of LINE. Shorten it.',
  },
  SHARE_IN_CONSOLE: {
    th: 'บทบาทของท่านต้องยืนยันตัวตนเพิ่มก่อนบันทึก โปรดเปิดหน้าการ์ดในระบบ แล้วบันทึกที่นั่น',
    en: 'Your role needs a second proof of who you are. Open the card in the console and record it there.',
  },
}
