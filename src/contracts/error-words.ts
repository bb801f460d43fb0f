export type Locale = 'th' | 'en'

// One sentence of what happened and one of what to do. Codes not listed fall back to the words of their status.
const catalogue: Record<string, Record<Locale, string>> = {
  BAD_REQUEST: {
    th: 'ข้อมูลที่ส่งมาไม่ถูกต้อง โปรดแก้ไขตามรายการที่แจ้งแล้วส่งใหม่',
    en: 'Some of what was sent is not valid. Correct the listed fields and send it again.',
  },
  UNAUTHORIZED: {
    th: 'ยังไม่ได้เข้าสู่ระบบ หรือโทเค็นหมดอายุ โปรดเข้าสู่ระบบใหม่',
    en: 'You are not signed in, or the token has expired. Sign in again.',
  },
  FORBIDDEN: {
    th: 'บทบาทของท่านไม่มีสิทธิ์ทำรายการนี้ โปรดติดต่อผู้ดูแลระบบ',
    en: 'Your role does not allow this. Ask an owner of the system.',
  },
  QUESTION_EXISTS: {
    th: 'มีคำถามรหัสนี้แล้ว โปรดใช้รหัสอื่น',
    en: 'A question with this code already exists. Choose another code.',
  },
  NOT_FOUND: { th: 'ไม่พบรายการนี้ อาจถูกลบไปแล้ว', en: 'This does not exist, or has been deleted.' },
  INTERNAL_SERVER_ERROR: {
    th: 'ระบบขัดข้อง โปรดลองใหม่อีกครั้ง หากยังพบปัญหาโปรดแจ้งผู้ดูแลระบบพร้อมรหัสคำขอ',
    en: 'Something went wrong here. Try again; if it persists, give the operator the request id.',
  },
  PAYLOAD_TOO_LARGE: {
    th: 'ข้อมูลที่ส่งมามีขนาดใหญ่เกินกำหนด โปรดลดขนาดแล้วส่งใหม่',
    en: 'What was sent is too large. Make it smaller and send it again.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    th: 'ระบบไม่รองรับรูปแบบหรือการบีบอัดของข้อมูลที่ส่งมา โปรดส่งแบบไม่บีบอัด',
    en: 'The format or compression of what was sent is not supported. Send it uncompressed.',
  },
  DATABASE_UNAVAILABLE: {
    th: 'ฐานข้อมูลไม่พร้อมใช้งานชั่วคราว โปรดลองใหม่ในอีกสักครู่',
    en: 'The database is unavailable for the moment. Try again shortly.',
  },
  SURVEY_DATES_INVALID: {
    th: 'วันเริ่มต้องอยู่ในปีนั้น และวันสิ้นสุดต้องไม่มาก่อนวันเริ่ม โปรดตรวจวันที่',
    en: 'The first day must lie in its year, and the last must not come before it. Check the dates.',
  },
  QUEUE_UNAVAILABLE: {
    th: 'คิวงานไม่ตอบในขณะนี้ งานรออยู่ในฐานข้อมูลและจะทำต่อเอง',
    en: 'The queue is not responding. Work waits in the database and will go on by itself.',
  },
  FAILED_JOB_GONE: {
    th: 'งานนี้สำเร็จไปแล้ว หรือมีผู้จัดการแล้ว',
    en: 'This job has since succeeded, or somebody else has dealt with it.',
  },
  JOB_STALLED_TWICE: {
    th: 'โปรแกรมหยุดกลางคันสองครั้งขณะทำงานนี้ โปรดตรวจหน่วยความจำของเครื่อง แล้วลองอีกครั้ง',
    en: 'The program stopped twice in the middle of this job. Check the machine’s memory, then try again.',
  },
  JOB_PAYLOAD_REFUSED: {
    th: 'งานนี้มาจากระบบรุ่นอื่น ระบบจะสร้างงานใหม่เองหากยังจำเป็น นำออกจากรายการได้',
    en: 'This job was made by another version. If it is still needed it is made anew; you can remove it.',
  },
  LINE_UNREACHABLE: {
    th: 'LINE ไม่ตอบในขณะนี้ โปรดลองใหม่ในอีกสักครู่',
    en: 'LINE is not responding at the moment. Try again shortly.',
  },
  LINE_RATE_LIMITED: {
    th: 'เรียกใช้ LINE ถี่เกินกำหนด โปรดรอสักครู่แล้วลองใหม่',
    en: 'LINE was called too often. Wait a moment and try again.',
  },
  LINE_UNAUTHORIZED: {
    th: 'LINE ไม่ยอมรับรหัสของช่องทางนี้ โปรดแจ้งผู้ดูแลระบบให้ตรวจการตั้งค่า',
    en: 'LINE does not accept this channel’s credentials. Ask the operator to check them.',
  },
  SIGNATURE_INVALID: {
    th: 'ลายเซ็นของข้อมูลไม่ตรงกับ channel secret ที่ตั้งไว้ โปรดตรวจ LINE_CHANNEL_SECRET',
    en: 'The signature does not match the body. Check LINE_CHANNEL_SECRET.',
  },
  WEBHOOK_NOT_JSON: {
    th: 'เนื้อหาที่ส่งมาไม่ใช่ข้อมูล webhook ของ LINE ระบบไม่ได้บันทึกสิ่งใด',
    en: 'The body is not a LINE webhook. Nothing was stored.',
  },
  NOT_SUPPORTED_YET: {
    th: 'ระบบรุ่นนี้ยังไม่รองรับการตั้งค่านี้ โปรดเลือกแบบอื่น',
    en: 'This version cannot do that yet. Choose another setting.',
  },
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
  OWN_WORK: {
    th: 'ผู้จัดทำอนุมัติงานของตนเองไม่ได้ โปรดให้ผู้อนุมัติท่านอื่นพิจารณา',
    en: 'You cannot approve your own work. Ask another approver.',
  },
  CAMPAIGN_BUSY: {
    th: 'ระบบกำลังจัดทำรายชื่อผู้รับของรายการนี้ ยังไม่มีอะไรเปลี่ยน โปรดรอสักครู่แล้วกดอีกครั้ง',
    en: 'The recipients of this campaign are being listed. Nothing has changed. Wait a moment and try again.',
  },
  WRONG_STATE: {
    th: 'สถานะปัจจุบันของรายการไม่รองรับคำสั่งนี้ โปรดเปิดดูสถานะล่าสุด',
    en: 'This cannot be done in its present state. Look at the latest state.',
  },
  URGENT_NOT_ALLOWED: { th: 'การส่งด่วนทำได้เฉพาะผู้ดูแลระบบ', en: 'Only an owner may send urgently.' },
  SCHEDULE_IN_THE_PAST: {
    th: 'เวลาที่ตั้งไว้ผ่านไปแล้ว โปรดเลือกเวลาใหม่',
    en: 'The time chosen has passed. Choose a later one.',
  },
  TEST_NEEDS_ROOM: {
    th: 'ข้อความทดสอบต้องมีข้อความกำกับ 1 ข้อความ โปรดลดการ์ดในรายการนี้เหลือไม่เกิน 4 ใบ',
    en: 'A test message carries a label of its own. Leave at most four cards in this campaign.',
  },
  TEST_OTHERS_NOT_ALLOWED: {
    th: 'ท่านส่งทดสอบได้เฉพาะถึงตนเอง ผู้ดูแลระบบเป็นผู้เลือกผู้รับทดสอบรายอื่น',
    en: 'You can send a test to yourself. Only an owner can choose other people.',
  },
  OWN_CHAT_NEEDED: {
    th: 'ท่านยังไม่ได้ผูกบัญชีกับ LINE โปรดผูกที่หน้าบัญชีของฉัน แล้วส่งทดสอบอีกครั้ง',
    en: 'Your account is not linked to your LINE. Link it on the page of your account, then send the test again.',
  },
  TOO_MANY_GUESSES: {
    th: 'ใช้รหัสที่ไม่ถูกต้องหลายครั้งเกินไป โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'Too many wrong tokens. Wait a minute and try again.',
  },
  UNIT_NEEDED: {
    th: 'ผู้ประสานงานต้องมีหน่วยที่ดูแล โปรดเลือกหน่วยหนึ่งหน่วย',
    en: 'A coordinator looks after one unit. Choose it.',
  },
  TOKEN_BEYOND_PERSON: {
    th: 'สิทธิ์ของโทเคนสูงกว่าสิทธิ์ของบัญชีนี้ โปรดเลือกสิทธิ์ที่ไม่เกินบัญชี',
    en: 'The token would allow more than this account may do. Choose a role within that of the account.',
  },
  TOO_MANY_SIGN_INS: {
    th: 'ลองเข้าสู่ระบบไม่สำเร็จหลายครั้งเกินไป โปรดรอ 15 นาทีแล้วลองใหม่',
    en: 'Too many attempts to sign in. Wait 15 minutes and try again.',
  },
  INVALID_EMAIL_OR_PASSWORD: {
    th: 'อีเมลหรือรหัสผ่านไม่ถูกต้อง โปรดตรวจแล้วลองใหม่ หรือขอลิงก์ตั้งรหัสผ่านจากผู้ดูแลระบบ',
    en: 'The e-mail or the password is wrong. Check both, or ask an owner for a link to set a new password.',
  },
  INVALID_PASSWORD: { th: 'รหัสผ่านไม่ถูกต้อง โปรดลองใหม่', en: 'The password is wrong. Try again.' },
  INVALID_CODE: {
    th: 'รหัส 6 หลักไม่ถูกต้องหรือหมดอายุแล้ว โปรดใช้รหัสล่าสุดในแอป',
    en: 'The code is wrong or has expired. Use the one your app shows now.',
  },
  INVALID_BACKUP_CODE: {
    th: 'รหัสสำรองนี้ไม่ถูกต้องหรือใช้ไปแล้ว โปรดใช้รหัสอื่น',
    en: 'This recovery code is wrong or already used. Use another.',
  },
  INVALID_TWO_FACTOR_COOKIE: {
    th: 'การเข้าสู่ระบบครั้งนี้หมดเวลาแล้ว โปรดเริ่มใหม่ตั้งแต่ต้น',
    en: 'This sign-in took too long. Begin again from the start.',
  },
  SECOND_FACTOR_NEEDED: {
    th: 'บทบาทของท่านต้องใช้แอปยืนยันตัวตน โปรดตั้งค่าก่อนใช้งาน',
    en: 'Your role needs an authenticator app. Set it up first.',
  },
  FRESH_LOGIN_NEEDED: {
    th: 'โปรดยืนยันตัวตนอีกครั้งก่อนทำรายการนี้ เพราะเข้าสู่ระบบไว้เกิน 15 นาที',
    en: 'Confirm who you are first: you signed in more than 15 minutes ago.',
  },
  LOGIN_NEEDED: {
    th: 'รายการนี้ต้องทำโดยผู้ที่เข้าสู่ระบบเอง โทเคนทำแทนไม่ได้',
    en: 'Only a person who has signed in may do this. A token cannot.',
  },
  CROSS_SITE: {
    th: 'คำขอนี้ไม่ได้มาจากหน้าของระบบ จึงไม่ดำเนินการ โปรดเปิดระบบจากที่อยู่หลักแล้วลองใหม่',
    en: 'This request did not come from our own pages, so nothing was done. Open the console at its own address and try again.',
  },
  LINK_UNKNOWN: {
    th: 'ลิงก์นี้หมดอายุหรือใช้ไปแล้ว โปรดขอลิงก์ใหม่จากผู้ดูแลระบบ',
    en: 'This link has expired or was already used. Ask an owner for a new one.',
  },
  EMAIL_TAKEN: { th: 'มีผู้ใช้อีเมลนี้แล้ว โปรดใช้อีเมลอื่น', en: 'This e-mail already has an account. Use another.' },
  MAIL_NOT_SENT: {
    th: 'ส่งอีเมลไม่สำเร็จ โปรดออกลิงก์แล้วส่งมอบให้เจ้าของบัญชีเอง หรือให้ผู้ดูแลเครื่องตรวจค่าตั้งอีเมล',
    en: 'The e-mail could not be sent. Make a link and hand it over, or have the mail settings checked.',
  },
  LINE_LOGIN_NOT_BEGUN: {
    th: 'การเข้าสู่ระบบด้วย LINE ครั้งนี้หมดเวลา ใช้ไปแล้ว หรือเริ่มจากเบราว์เซอร์อื่น โปรดกดเข้าสู่ระบบด้วย LINE อีกครั้งในหน้านี้',
    en: 'This sign-in with LINE has expired, was already used, or began in another browser. Start again from here.',
  },
  LINE_LOGIN_REFUSED: {
    th: 'LINE ไม่ยืนยันการเข้าสู่ระบบครั้งนี้ โปรดเริ่มใหม่ หากยังไม่ได้โปรดเข้าด้วยอีเมลและรหัสผ่าน',
    en: 'LINE did not confirm this sign-in. Start again, or use your e-mail and password.',
  },
  LINE_NOT_LINKED: {
    th: 'บัญชี LINE นี้ยังไม่ได้ผูกกับบัญชีเจ้าหน้าที่ที่ใช้งานอยู่ โปรดเข้าด้วยอีเมลและรหัสผ่าน แล้วผูกที่หน้าบัญชีของฉัน',
    en: 'This LINE account is not linked to an active officer. Sign in by e-mail and password, then link it on the page of your account.',
  },
  LINE_LINK_NEEDED: {
    th: 'โปรดผูกบัญชีกับ LINE ของท่านก่อน แล้วจึงลงทะเบียนโทรศัพท์',
    en: 'Link your account with your LINE first, then enrol the phone.',
  },
  PIN_WRONG: {
    th: 'PIN ไม่ถูกต้อง โปรดลองอีกครั้ง ผิดครบ 5 ครั้งเครื่องนี้จะถูกล็อก',
    en: 'The PIN is wrong. Try again; after five wrong ones this phone is locked.',
  },
  PIN_EASY: {
    th: 'PIN นี้เดาง่าย โปรดเลือกเลขที่ไม่เรียงกันและไม่ซ้ำเป็นชุด',
    en: 'This PIN is easily guessed. Choose digits that neither run in order nor repeat.',
  },
  PHONE_LOCKED: {
    th: 'เครื่องนี้ถูกล็อกเพราะใส่ PIN ผิด 5 ครั้ง โปรดใช้รหัสจากแอปยืนยันตัวตน แล้วลงทะเบียนเครื่องใหม่',
    en: 'This phone is locked after five wrong PINs. Use a code from your authenticator app, then enrol the phone again.',
  },
  PHONE_NOT_ENROLLED: {
    th: 'เครื่องนี้ยังไม่ได้ลงทะเบียนหรือถูกนำออกแล้ว โปรดใช้รหัสจากแอปยืนยันตัวตน',
    en: 'This phone is not enrolled, or was removed. Use a code from your authenticator app.',
  },
  OWN_ACCOUNT: {
    th: 'ท่านเปลี่ยนบทบาทหรือปิดบัญชีของตนเองไม่ได้ โปรดให้ผู้ดูแลระบบท่านอื่นดำเนินการ',
    en: 'You cannot change your own role or close your own account. Ask another owner.',
  },
  LAST_OWNER: {
    th: 'ต้องมีผู้ดูแลระบบที่เข้าใช้งานได้อย่างน้อย 1 คน โปรดตั้งผู้ดูแลระบบอีกคนก่อน',
    en: 'At least one owner who can sign in must remain. Add another first.',
  },
  ROOM_UNKNOWN: {
    th: 'ไม่พบห้องนี้ โปรดตรวจสอบรหัสหกหลักบนจออีกครั้ง',
    en: 'There is no such room. Check the six digits on the screen.',
  },
  ROOM_NOT_OPEN: {
    th: 'ห้องนี้ไม่ได้เปิดรับคำตอบ โปรดรอผู้ดำเนินรายการ',
    en: 'This room is not taking answers. Wait for the presenter.',
  },
  ROOM_LOCKED: {
    th: 'หยุดรับคำตอบแล้ว โปรดรอคำถามถัดไป',
    en: 'Answering is paused. Wait for the next question.',
  },
  ROOM_QUESTION_OVER: {
    th: 'จอเปลี่ยนไปข้ออื่นแล้ว โปรดตอบคำถามที่แสดงอยู่',
    en: 'The screen has moved on. Answer the question that it shows.',
  },
  ROOM_NETWORK_FULL: {
    th: 'มีเครื่องใหม่จากเครือข่ายนี้ตอบในห้องนี้จำนวนมาก โปรดใช้อินเทอร์เน็ตของโทรศัพท์ หรือรอ 1 นาทีแล้วลองใหม่',
    en: 'Many new devices on this network have answered in this room. Use mobile data, or wait a minute and try again.',
  },
  ROOM_KEY_INVALID: {
    th: 'ลิงก์ควบคุมจอนี้ใช้ไม่ได้แล้ว โปรดสแกนคิวอาร์โค้ดจากจออีกครั้ง',
    en: 'This remote’s link has expired. Scan the code on the screen again.',
  },
  ROOM_CODES_SPENT: {
    th: 'ไม่มีรหัสห้องว่าง โปรดปิดห้องที่ใช้เสร็จแล้วและลองอีกครั้ง',
    en: 'No room code is free. Close rooms that are finished and try again.',
  },
  ANSWER_INVALID: {
    th: 'คำตอบนี้ไม่ตรงกับคำถาม ระบบไม่ได้นับคำตอบ โปรดตอบใหม่',
    en: 'This answer does not fit the question, so nothing was counted. Answer again.',
  },
  TOO_MANY_REQUESTS: {
    th: 'มีคำขอจากเครือข่ายนี้มากเกินไป โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'Too many requests from this network. Wait a minute and try again.',
  },
  CRON_INVALID: {
    th: 'รูปแบบ cron ไม่ถูกต้อง โปรดระบุห้าช่อง: นาที ชั่วโมง วันที่ เดือน วันในสัปดาห์',
    en: 'The cron pattern cannot be read. Give five fields: minute, hour, day, month, weekday.',
  },
  TIME_ZONE_UNKNOWN: {
    th: 'ไม่รู้จักเขตเวลานี้ โปรดใช้ชื่อมาตรฐาน เช่น Asia/Bangkok',
    en: 'There is no such time zone. Use a standard name such as Asia/Bangkok.',
  },
  SCHEDULE_ENDS_BEFORE_START: {
    th: 'วันสิ้นสุดอยู่ก่อนวันเริ่มต้น โปรดแก้ไขวันที่',
    en: 'The schedule ends before it starts. Correct the dates.',
  },
  SCHEDULE_NEVER_FIRES: {
    th: 'กำหนดการนี้ไม่มีรอบส่งใดเหลืออยู่ โปรดตรวจวันที่และวันสิ้นสุด',
    en: 'This schedule never fires. Check its days and its end.',
  },
  CALENDAR_CSV_INVALID: {
    th: 'ไฟล์วันหยุดมีบรรทัดที่ไม่ถูกต้อง ยังไม่ได้บันทึกรายการใด โปรดแก้ไขบรรทัดที่แจ้งแล้วส่งใหม่',
    en: 'Some rows of the list are not valid and nothing was stored. Correct the listed rows and send it again.',
  },
  YEAR_UNKNOWN: {
    th: 'ยังไม่มีปฏิทินวันหยุดของปีที่เลือก โปรดเลือกวันที่ใกล้กว่านี้',
    en: 'There is no holiday calendar for that year yet. Choose an earlier date.',
  },
  FESTIVAL_DATE_INVALID: {
    th: 'วันเทศกาลต้องอยู่ในปีที่ระบุ โปรดเลือกวันที่ใหม่',
    en: 'The date of a festival must lie within its year. Choose another date.',
  },
  AUDIENCE_EMPTY: {
    th: 'ไม่มีผู้รับตามที่เลือก โปรดเลือกกลุ่มหรือบุคคลที่อนุมัติแล้ว',
    en: 'Nobody is in this audience. Choose approved groups or registered people.',
  },
  AUDIENCE_OUTSIDERS_ONLY: {
    th: 'ทุกกลุ่มที่เลือกมีบุคคลภายนอก แต่การ์ดนี้ใช้ภายในเท่านั้น จึงไม่มีผู้รับ โปรดเลือกกลุ่มอื่นหรือเปลี่ยนการ์ด',
    en: 'Every group chosen has outsiders and the card is for staff only, so nobody would get it. Choose other groups or another card.',
  },
  RUN_CANCELLED: {
    th: 'รอบส่งนี้ถูกยกเลิกแล้ว จึงส่งซ้ำไม่ได้ หากยังต้องการส่งโปรดตั้งรายการส่งใหม่',
    en: 'This run was cancelled, so nothing of it is sent again. Make a new campaign if it should still go out.',
  },
  CARD_NOT_OF_CAMPAIGN: {
    th: 'รายการส่งนี้ไม่มีการ์ดที่เลือก โปรดบันทึกจากหน้าการ์ดนั้น',
    en: 'This campaign does not send that card. Record it on the page of the card.',
  },
  CARD_CHANGED: {
    th: 'การ์ดในรายการนี้เปลี่ยนไปหลังเสนออนุมัติ โปรดส่งกลับให้ผู้จัดทำเสนอใหม่',
    en: 'A card of this campaign has changed since it was submitted. Send it back so that it is submitted anew.',
  },
  RECEIPT_NEEDS_CARD: {
    th: 'รูปภาพ LINE มีปุ่ม “รับทราบ” ไม่ได้ โปรดเปลี่ยนเป็นการ์ด หรือไม่ขอให้กดรับทราบ',
    en: 'A LINE image cannot carry a button. Send a card instead, or do not ask for acknowledgement.',
  },
  RIDE_GROUPS_ONLY: {
    th: 'การรอส่งไปกับข้อความถัดไปใช้ได้กับกลุ่มเท่านั้น โปรดเลือกเฉพาะกลุ่ม หรือเลือกส่งตามปกติ',
    en: 'Only a group’s next message can be waited for. Choose groups alone, or send without waiting.',
  },
  AUDIENCE_UNKNOWN: {
    th: 'ไม่พบกลุ่ม หน่วยงาน หรือบุคคลบางรายการที่เลือก โปรดเลือกใหม่',
    en: 'Some groups, units or people chosen do not exist. Choose again.',
  },
  AUDIENCE_IN_USE: {
    th: 'มีรายการส่งหรือแบบสำรวจที่ยังไม่จบใช้กลุ่มผู้รับนี้อยู่ โปรดยกเลิกหรือแจ้งผลให้แล้วเสร็จก่อน หรือสร้างกลุ่มผู้รับใหม่',
    en: 'A campaign or a poll that has not ended uses this audience. Finish or cancel it first, or save another audience.',
  },
  AUDIENCE_NAME_TAKEN: {
    th: 'ชื่อกลุ่มผู้รับนี้มีอยู่แล้ว โปรดใช้ชื่ออื่น',
    en: 'An audience of this name exists. Use another name.',
  },
  GROUP_LOOP: {
    th: 'กลุ่มหนึ่งอยู่ในตัวเองไม่ได้ โปรดตรวจว่ากลุ่มใดอยู่ในกลุ่มใด',
    en: 'A group cannot be inside itself, nor by way of others. Check which group contains which.',
  },
  QUOTA_SHORT: {
    th: 'โควตาข้อความ LINE ของเดือนนี้ไม่พอสำหรับผู้รับทั้งหมด จึงยังไม่ส่ง โปรดซื้อเพิ่ม ลดผู้รับ หรือเลื่อนไปเดือนหน้า',
    en: 'This month’s LINE messages are not enough for everybody, so nothing is sent. Buy more, choose fewer recipients, or send next month.',
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
  DEPUTY_PERIOD_INVALID: {
    th: 'ช่วงเวลารักษาราชการแทนไม่ถูกต้อง โปรดระบุช่วงที่ยังไม่สิ้นสุดและยาวไม่เกิน 366 วัน',
    en: 'The period is not valid. Choose one that has not ended and lasts at most 366 days.',
  },
  DEPUTY_INVALID: {
    th: 'ผู้รักษาราชการแทนต้องเป็นท่านอื่น และแทนได้เฉพาะผู้ที่มีสิทธิ์อนุมัติ โปรดเลือกใหม่',
    en: 'A deputy is another person, and stands in for somebody who may approve. Choose again.',
  },
  DEPUTY_OVERLAP: {
    th: 'มีผู้รักษาราชการแทนในช่วงเวลานี้อยู่แล้ว โปรดสิ้นสุดช่วงเดิมก่อน หรือเลือกช่วงอื่น',
    en: 'Somebody stands in at that time already. End that period first, or choose another.',
  },
  CHANGED_MEANWHILE: {
    th: 'รายการนี้ถูกแก้ไขและส่งเข้ามาใหม่หลังจากที่ท่านเปิดดู โปรดเปิดดูอีกครั้งก่อนดำเนินการ',
    en: 'This was changed since you looked at it. Look at it again before you decide.',
  },
  SERIES_UNKNOWN: {
    th: 'ไม่พบชุดการ์ดที่เลือก โปรดเลือกชุดการ์ดใหม่',
    en: 'There is no such series. Choose another.',
  },
  SERIES_EMPTY: {
    th: 'ชุดการ์ดนี้ไม่มีการ์ดให้ส่ง โปรดเพิ่มการ์ดในชุดก่อน',
    en: 'There is no card in this series. Add one first.',
  },
  SERIES_ONCE: {
    th: 'รายการส่งหนึ่งใช้ชุดการ์ดได้ชุดเดียว โปรดเลือกไว้ชุดเดียว',
    en: 'A campaign sends one series. Leave one of them.',
  },
  SERIES_NEEDS_RECURRENCE: {
    th: 'ชุดการ์ดรายบุคคลต้องตั้งเวลาแบบประจำ เช่น ทุกวัน โปรดแก้กำหนดการ',
    en: 'A series per person needs a recurring schedule, such as daily. Change the schedule.',
  },
  SERIES_DAYS_INVALID: {
    th: 'ชุดการ์ดรายบุคคลต้องระบุวันที่ของทุกการ์ด และชุดการ์ดตามลำดับต้องไม่ระบุวัน โปรดแก้ไข',
    en: 'In a series per person every card needs its day; in a playlist none has one. Correct the cards.',
  },
  NOT_APPROVED: {
    th: 'รายการส่งนี้ยังไม่ได้รับอนุมัติ จึงยังไม่ส่ง โปรดให้ผู้อนุมัติพิจารณาก่อน',
    en: 'This campaign is not approved, so nothing is sent. Have it approved first.',
  },
  UNIT_PARENT_UNKNOWN: {
    th: 'ไม่พบหน่วยงานต้นสังกัดที่เลือก โปรดเลือกใหม่',
    en: 'The parent unit chosen does not exist. Choose another.',
  },
  UNIT_CYCLE: {
    th: 'หน่วยงานจะสังกัดตนเองหรือหน่วยงานย่อยของตนเองไม่ได้ โปรดเลือกหน่วยงานอื่น',
    en: 'A unit cannot be under itself or a unit below it. Choose another.',
  },
  UNIT_TOO_DEEP: {
    th: 'โครงสร้างหน่วยงานซ้อนกันได้ไม่เกิน 6 ระดับ โปรดเลือกต้นสังกัดที่อยู่ระดับสูงกว่านี้',
    en: 'Units can be at most 6 levels deep. Choose a parent further up.',
  },
  UNIT_CODE_TAKEN: { th: 'รหัสหน่วยงานนี้มีอยู่แล้ว โปรดใช้รหัสอื่น', en: 'This unit code is taken. Use another.' },
  PERIOD_INVALID: {
    th: 'ช่วงเวลาไม่ถูกต้องหรือยาวเกินไป โปรดเลือกช่วงไม่เกิน 400 วัน',
    en: 'The period is not valid or too long. Choose at most 400 days.',
  },
  ID_TOKEN_INVALID: {
    th: 'ยืนยันตัวตนกับ LINE ไม่สำเร็จ โปรดปิดหน้านี้ แล้วเปิดใหม่จากปุ่มหรือลิงก์เดิม',
    en: 'LINE could not tell who you are. Close this page and open it again by the same button or link.',
  },
  ID_TOKEN_EXPIRED: {
    th: 'หน้านี้เปิดไว้นานเกินไป โปรดปิด แล้วเปิดใหม่จากปุ่มหรือลิงก์เดิม',
    en: 'This page has been open for too long. Close it and open it again by the same button or link.',
  },
  LIFF_NOT_SET: {
    th: 'หน่วยงานยังไม่ได้ตั้งค่า LIFF จึงยังรับบัตรคำตอบไม่ได้ โปรดแจ้งผู้ดูแลระบบ',
    en: 'The office has not set up LIFF, so ballots cannot be drawn. Tell the operator.',
  },
  SHARING_NOT_SET: {
    th: 'หน่วยงานยังไม่ได้ตั้งค่า LIFF จึงยังเลือกกลุ่มใน LINE จากหน้านี้ไม่ได้ โปรดคัดลอกข้อความหรือรูปจากหน้าการ์ดแทน',
    en: 'The office has not set up LIFF, so groups cannot be chosen here. Copy the text or the picture from the card’s page instead.',
  },
  SHARE_IN_CONSOLE: {
    th: 'บทบาทของท่านต้องยืนยันตัวตนเพิ่มก่อนบันทึก โปรดเปิดหน้าการ์ดในระบบ แล้วบันทึกที่นั่น',
    en: 'Your role needs a second proof of who you are. Open the card in the console and record it there.',
  },
  OFFICER_NOT_LINKED: {
    th: 'LINE นี้ยังไม่ได้ผูกกับบัญชีเจ้าหน้าที่ โปรดเปิดระบบบนเว็บ ไปที่ “บัญชีของฉัน” ผูกบัญชี LINE แล้วเปิดหน้านี้อีกครั้ง',
    en: 'This LINE is not linked to an officer’s account. On the web, open My account, link your LINE, then open this page again.',
  },
  BALLOT_NOT_OFFERED: {
    th: 'ยังไม่ได้ตั้งค่า LIFF จึงใช้บัตรไม่มีชื่อไม่ได้ เลือก “เป็นความลับ (ตอบในแชต)” หรือ “ห้องประชุม” แทน หรือแจ้งผู้ดูแลระบบให้ตั้งค่า LIFF',
    en: 'LIFF is not set up, so nameless ballots are not available. Choose answers in the chat or an open room, or ask the operator to set up LIFF.',
  },
  NOT_ELIGIBLE: {
    th: 'ท่านไม่อยู่ในกลุ่มผู้ตอบของแบบสำรวจนี้ ซึ่งกำหนดไว้แล้วเมื่อเผยแพร่ หากเห็นว่าไม่ถูกต้องโปรดติดต่อผู้ประสานงาน',
    en: 'You are not among those asked in this poll, fixed when it was published. Ask the coordinator if that is wrong.',
  },
  ALREADY_DRAWN: {
    th: 'ท่านรับบัตรคำตอบนี้แล้ว แต่ละท่านรับได้หนึ่งใบ โปรดใช้โทรศัพท์เครื่องเดิมที่รับบัตร',
    en: 'You have drawn this ballot already, and there is one for each person. Use the phone that you drew it with.',
  },
  TOO_MANY_DRAWS: {
    th: 'ขอรับบัตรถี่เกินไป บัตรที่ท่านรับไว้แล้วไม่หายไปไหน โปรดรอ 1 นาทีแล้วลองใหม่',
    en: 'You have asked for ballots too often. What you have drawn stays yours. Wait a minute and try again.',
  },
  POLL_NOT_DRAWING: {
    th: 'แบบสำรวจนี้ไม่ได้อยู่ในช่วงรับบัตรคำตอบ โปรดดูกำหนดเวลาบนการ์ด',
    en: 'Ballots of this poll are not being given out now. See the dates on the card.',
  },
  BLINDED_INVALID: {
    th: 'คำขอรับบัตรไม่ถูกต้อง โปรดปิดหน้านี้แล้วเปิดใหม่จากการ์ดใน LINE',
    en: 'The request for a ballot is not valid. Close this page and open it again from the card in LINE.',
  },
  CAST_MALFORMED: {
    th: 'บัตรคำตอบมีรูปแบบไม่ถูกต้อง จึงไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่จากการ์ดใน LINE',
    en: 'The ballot is malformed, so nothing is stored. Open the page again from the card in LINE.',
  },
  BALLOT_REFUSED: {
    th: 'บัตรคำตอบนี้ไม่ใช่ของแบบสำรวจนี้ จึงไม่ได้บันทึก โปรดเปิดหน้านี้ใหม่จากการ์ดใน LINE',
    en: 'This ballot does not belong to this poll, so nothing is stored. Open the page again from the card in LINE.',
  },
  ANSWERS_INVALID: {
    th: 'คำตอบไม่ครบหรือไม่ตรงกับคำถาม จึงไม่ได้บันทึก โปรดตรวจคำตอบแล้วส่งใหม่',
    en: 'The answers do not fit the questions, so nothing is stored. Check them and send again.',
  },
  POLL_NOT_OPEN: {
    th: 'แบบสำรวจนี้ยังไม่เปิดหรือปิดรับคำตอบแล้ว จึงไม่ได้บันทึกคำตอบ',
    en: 'This poll is not open yet or is closed, so nothing is stored.',
  },
  QUESTION_INVALID: {
    th: 'คำถามบางข้อยังไม่ครบหรือไม่ถูกต้อง โปรดแก้ไขช่องที่แจ้ง',
    en: 'Some questions are incomplete or have something invalid in them. Correct the listed fields.',
  },
  QUESTION_NOT_FOR_LEVEL: {
    th: 'แบบสำรวจในแชตถามได้เฉพาะตัวเลือกเดียว มาตรวัด ความเห็นด้วย และคะแนน 0–10 โปรดเปลี่ยนชนิดคำถามหรือใช้บัตรคำตอบ',
    en: 'A poll in the chat can ask only single choices, scales, agreement and 0–10. Change the question or use ballots.',
  },
  CUT_NOT_FOR_LEVEL: {
    th: 'แยกผลตามกลุ่มได้เฉพาะแบบสำรวจที่ใช้บัตรคำตอบ โปรดตัดการแยกผลออกหรือเปลี่ยนระดับ',
    en: 'Only ballot polls can be split by a group. Leave the split out or use ballots.',
  },
  FAIRNESS_NOT_IN_ROOM: {
    th: 'เรื่องความเป็นธรรมในการมอบหมายงาน ประเมินผล เลื่อนตำแหน่ง และคัดเลือก (ITA ข้อ 6.1–6.3) ไม่ถามในห้องประชุม เพราะผู้ที่นั่งใกล้อาจเห็นคำตอบ โปรดใช้บัตรคำตอบ หากไม่ได้ถามเรื่องนี้ โปรดปรับชื่อหรือคำถาม',
    en: 'Fairness in giving out, judging and selecting (ITA items 6.1–6.3) is not asked in a meeting room, where people nearby may see an answer. Use ballots. If that is not what you ask, reword the title or the question.',
  },
  THRESHOLD_LOWERED: {
    th: 'จำนวนผู้ตอบขั้นต่ำเพิ่มได้แต่ลดไม่ได้ หากต้องการจำนวนที่น้อยกว่า โปรดร่างแบบสำรวจใหม่',
    en: 'The least number of answers may be raised, never lowered. Draft another poll for a smaller one.',
  },
  RESULT_NOT_RELEASED: {
    th: 'ผู้อนุมัติยังไม่เผยแพร่ผลนี้ โปรดให้ผู้อนุมัติตรวจผลและเผยแพร่ก่อน',
    en: 'The result is not released yet. Have an approver look at it and release it first.',
  },
  RELEASE_REASON_NEEDED: {
    th: 'แจ้งผลหลังวันที่ประกาศไว้ โปรดระบุเหตุผลที่แจ้งช้า ผู้อ่านผลจะเห็นเหตุผลนี้',
    en: 'The result is told after the announced date. Give the reason for the delay; readers of the result see it.',
  },
  RESULT_CARD_BLANK: {
    th: 'การ์ดแจ้งผลยังไม่ระบุสิ่งที่หน่วยงานจะดำเนินการ โปรดกรอกในหน้าแบบสำรวจก่อนส่งขออนุมัติ',
    en: 'The result card does not say yet what the office will do. Fill it in on the poll’s page before you submit it.',
  },
  RESULT_CARD_LATE: {
    th: 'เลยวันที่ประกาศว่าจะแจ้งผลแล้ว โปรดร่างการ์ดแจ้งผลใหม่ในหน้าแบบสำรวจพร้อมเหตุผลที่แจ้งช้า แล้วส่งขออนุมัติ',
    en: 'The day on which the result was due has passed. Draft the card anew on the poll’s page, with the reason for the delay, and submit it.',
  },
  RESULT_CARD_BEHIND: {
    th: 'มีการบันทึกประเด็นหลังร่างการ์ดแจ้งผล ระบบกำลังปรับการ์ดให้ตรงกัน โปรดรอสักครู่แล้วส่งขออนุมัติอีกครั้ง หากยังส่งไม่ได้ โปรดร่างการ์ดใหม่ในหน้าแบบสำรวจ',
    en: 'Themes were written after the result card was drafted, and the card is being brought up to date. Submit it again in a moment; if it is still refused, draft the card anew on the poll’s page.',
  },
  POLL_NEVER_OPENED: {
    th: 'แบบสำรวจนี้ปิดโดยไม่ได้เปิดรับคำตอบ จึงไม่มีผลให้เผยแพร่หรือแจ้ง',
    en: 'This poll was closed without ever opening, so there is no result to release or to tell.',
  },
  RESULT_CARD_EXISTS: {
    th: 'การ์ดแจ้งผลของแบบสำรวจนี้ส่งขออนุมัติหรือส่งไปแล้ว โปรดดำเนินการต่อที่รายการส่ง',
    en: 'The result card has been submitted or sent already. Go on with its campaign.',
  },
  POLL_FROZEN: {
    th: 'แบบสำรวจที่เผยแพร่แล้วแก้ไขไม่ได้ เพื่อรักษาคำมั่นที่ให้ไว้กับผู้ตอบ ระบบบันทึกการขอแก้ไขนี้ไว้แล้ว โปรดทำสำเนาเป็นรอบใหม่',
    en: 'A published poll cannot change, as those asked were promised; this attempt is recorded. Duplicate it instead.',
  },
  POLL_AUDIENCE_TOO_SMALL: {
    th: 'ผู้มีสิทธิตอบมีน้อยกว่าเกณฑ์แสดงผล จึงจะไม่มีวันแสดงผลได้ โปรดขยายกลุ่มผู้ตอบ',
    en: 'Fewer people are eligible than a result needs, so none could ever be shown. Widen the audience.',
  },
  POLL_AUDIENCE_TOO_LARGE: {
    th: 'ผู้มีสิทธิตอบเกิน 50,000 คน แบบสำรวจหนึ่งรอบรับไม่ได้ โปรดแบ่งตามหน่วยงานเป็นหลายรอบ',
    en: 'More than 50,000 people are eligible, too many for one poll. Ask unit by unit in several polls.',
  },
  POLL_TIMES_INVALID: {
    th: 'เวลาเปิด ปิด หรือวันแจ้งผลไม่เรียงกันหรือผ่านไปแล้ว โปรดแก้ไขวันเวลา',
    en: 'Opening, closing and the day the result is told are out of order, or have passed. Correct them.',
  },
  POLL_LEAD_TOO_SHORT: {
    th: 'แบบสำรวจที่ให้รับบัตรล่วงหน้าต้องมีเวลาตั้งแต่เผยแพร่ถึงเปิดอย่างน้อย 48 ชั่วโมง โปรดเลื่อนวันเปิด หรือเลือกแบบตอบในครั้งเดียว',
    en: 'Ballots drawn ahead need 48 hours between publishing and opening. Set a later opening, or choose one visit.',
  },
  BALLOTS_STILL_DRAWN: {
    th: 'แบบสำรวจที่ให้รับบัตรล่วงหน้าเปิดก่อนเวลาที่ประกาศไม่ได้ เพื่อไม่ให้โยงเวลาที่รับบัตรกับเวลาที่ตอบ โปรดรอถึงเวลาเปิด',
    en: 'Ballots were drawn for the announced time: opened earlier, draws and votes could be matched. Wait until it opens.',
  },
  POLL_PART_OF_AUDIENCE: {
    th: 'คำเชิญและข้อความเตือนต้องส่งถึงผู้มีสิทธิตอบทุกคนเหมือนกัน โปรดส่งถึงทั้งกลุ่ม',
    en: 'Invitations and reminders go to the whole audience alike. Send it to all.',
  },
  POLL_INVITATION_ELSEWHERE: {
    th: 'การ์ดเชิญร่างได้จากหน้าแบบสำรวจเท่านั้น เพื่อให้ถึงผู้มีสิทธิตอบทุกคน โปรดเปิดแบบสำรวจแล้วกด “ร่างการ์ดเชิญ”',
    en: 'Only the poll itself invites, so that all are asked alike. Open the poll and draft the invitation there.',
  },
  BALLOTS_NOT_DRAWN: {
    th: 'ผู้มีสิทธิรับบัตรแล้วไม่ถึงร้อยละ 60 โปรดเลื่อนวันเปิด หรือปิดโดยไม่เปิดและทำสำเนาแบบตอบในครั้งเดียว',
    en: 'Fewer than 60 % hold their ballot. Postpone the opening, or close it unopened and duplicate it for one visit.',
  },
  TEXTS_NOT_READY: {
    th: 'ข้อความจะเปิดให้อ่านเมื่อปิดรับคำตอบแล้วและมีผู้เขียนตั้งแต่ 10 คนขึ้นไป',
    en: 'Texts can be read once the poll is closed and ten people have written.',
  },
  ANSWERS_TOO_LONG: {
    th: 'คำตอบยาวเกินกำหนด โปรดตัดข้อความให้สั้นลง',
    en: 'The answers are too long. Shorten the text.',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    th: 'คำขอเดียวกันกำลังดำเนินการอยู่ โปรดรอสักครู่',
    en: 'The same request is still being handled. Wait a moment.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    th: 'Idempotency-Key นี้เคยใช้กับคำขออื่นแล้ว โปรดใช้ค่าใหม่',
    en: 'This Idempotency-Key was used for another request. Use a new one.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    th: 'Idempotency-Key ต้องยาว 1–200 อักขระที่พิมพ์ได้',
    en: 'An Idempotency-Key has 1 to 200 printable characters.',
  },
}

const byStatus: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** Words for a person: what happened and what to do next. Never a stack, SQL or path. */
export function wordsForError(code: string, status: number, locale: Locale): string {
  const fallback = byStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR')
  const entry = catalogue[Object.hasOwn(catalogue, code) ? code : fallback]
  return (entry as Record<Locale, string>)[locale]
}

/** The words of exactly this code; undefined where it has none of its own. */
export function findErrorWords(code: string, locale: Locale): string | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code]?.[locale] : undefined
}

/** Every code with words of its own. */
export const errorCodes: readonly string[] = Object.keys(catalogue)
