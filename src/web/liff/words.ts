export type Language = 'th' | 'en'

const th = {
  otherLanguage: 'English',
  title: 'รับบัตรคำตอบ',
  steps: ['ระบบตรวจสอบว่าท่านเป็นบุคลากร แล้วมอบบัตรคำตอบที่ไม่มีชื่อให้ท่านคนละหนึ่งใบ', 'ท่านลงคำตอบในอีกหน้าหนึ่งซึ่งไม่ทราบว่าท่านเป็นใคร'],
  permission: 'LINE จะขออนุญาตให้ระบบทราบรหัสผู้ใช้ของท่าน ใช้เพื่อตรวจสอบว่าเป็นบุคลากรและรับบัตรได้คนละหนึ่งใบเท่านั้น และไม่ส่งไปพร้อมคำตอบ',
  drawsAll: 'ระบบรับบัตรของแบบสำรวจทุกเรื่องในช่วงนี้ไว้ให้พร้อมกัน ไม่ว่าท่านจะตอบเรื่องใดหรือไม่',
  go: 'รับบัตรและไปลงคำตอบ',
  working: 'กำลังรับบัตรคำตอบ',
  drawn: 'รับบัตรคำตอบแล้ว เก็บไว้ในโทรศัพท์เครื่องนี้',
  comeBack: 'ปิดหน้านี้ได้ เมื่อถึงเวลาโปรดแตะการ์ดเดิมใน LINE อีกครั้งด้วยโทรศัพท์เครื่องนี้',
  toBallots: 'ดูบัตรในเครื่องนี้',
  tryAgain: 'ลองอีกครั้ง',
  board: 'ดูรายการบัตรที่นับแล้ว',
  failed: 'ติดต่อระบบไม่ได้ โปรดตรวจสอบสัญญาณอินเทอร์เน็ตแล้วลองอีกครั้ง',
  notSet: 'หน่วยงานยังไม่ได้ตั้งค่า LIFF จึงยังใช้แบบสำรวจชนิดบัตรไม่มีชื่อไม่ได้ แบบสำรวจที่ตอบในแชตยังใช้ได้ โปรดแจ้งผู้ดูแลระบบ',
  notRegistered: 'ท่านยังไม่ได้ลงทะเบียนเป็นบุคลากร โปรดส่งรหัสเชิญของหน่วยงานท่านในแชตกับบัญชีของหน่วยงาน แล้วรอแบบสำรวจเรื่องถัดไป',
  notEligible: 'แบบสำรวจนี้ปิดรับคำตอบแล้ว หรือท่านไม่อยู่ในกลุ่มผู้ตอบซึ่งกำหนดไว้เมื่อเผยแพร่',
  noPolls: 'ขณะนี้ไม่มีแบบสำรวจที่ท่านตอบได้',
  wrongKey: 'กุญแจของแบบสำรวจไม่ตรงกับที่ประกาศไว้บนการ์ด ระบบจึงไม่รับบัตร โปรดแจ้งผู้ประสานงานจริยธรรมของหน่วยงาน',
  badSignature: 'ระบบออกบัตรที่ตรวจสอบไม่ผ่าน จึงไม่รับบัตรนี้ โปรดแจ้งผู้ประสานงานจริยธรรมของหน่วยงาน',
  computer: 'โปรดใช้โทรศัพท์',
  computerText: 'เพื่อไม่ให้บัตรคำตอบค้างอยู่ในเครื่องคอมพิวเตอร์ โปรดสแกนรหัสนี้ด้วยกล้องในแอป LINE บนโทรศัพท์ของท่าน',
  qr: 'รหัส QR สำหรับเปิดหน้านี้บนโทรศัพท์',
}

export type Words = typeof th

const en: Words = {
  otherLanguage: 'ไทย',
  title: 'Draw your ballot',
  steps: [
    'The system checks that you are on the staff and gives each person one ballot without a name.',
    'You answer on another page, which does not know who you are.',
  ],
  permission:
    'LINE will ask you to let the system know your user ID. It is used only to check that you are on the staff and draw one ballot each, and is not sent with your answers.',
  drawsAll: 'Ballots of all polls of this period are drawn together, whether or not you will answer them.',
  go: 'Draw and go to the questions',
  working: 'Drawing your ballot',
  drawn: 'Your ballot is drawn and kept on this phone',
  comeBack: 'You can close this page. When it is time, tap the same card in LINE again, on this phone.',
  toBallots: 'See the ballots on this phone',
  tryAgain: 'Try again',
  board: 'See the list of counted ballots',
  failed: 'The system could not be reached. Check your connection and try again.',
  notSet:
    'The office has not set up LIFF, so polls by nameless ballot are not available yet. Polls in the chat still are. Please tell the operator.',
  notRegistered:
    'You are not registered as staff yet. Send your unit’s invite code in the chat with the office’s account, and wait for the next poll.',
  notEligible: 'This poll is closed, or you are not among those asked, fixed when it was published.',
  noPolls: 'There is no poll for you at the moment.',
  wrongKey:
    'The key of this poll is not the one printed on the card, so no ballot is drawn. Please tell your ethics coordinator.',
  badSignature:
    'The ballot that was given out does not verify, so it is not kept. Please tell your ethics coordinator.',
  computer: 'Please use your phone',
  computerText:
    'So that no ballot stays on this computer, scan this code with the camera of the LINE app on your phone.',
  qr: 'QR code that opens this page on a phone',
}

export const words: Record<Language, Words> = { th, en }
