import type { ErrorWords } from './words.ts'

/** Of signing in, one’s own account, invitations and deputies. */
export const accountErrors: ErrorWords = {
  TOKEN_BEYOND_PERSON: {
    th: 'สิทธิ์ของโทเค็นสูงกว่าสิทธิ์ของบัญชีนี้ โปรดเลือกสิทธิ์ที่ไม่เกินบัญชี',
    en: 'The token would allow more than this account may do. Choose a role within that of the account.',
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
  ID_TOKEN_INVALID: {
    th: 'ยืนยันตัวตนกับ LINE ไม่สำเร็จ โปรดปิดหน้านี้ แล้วเปิดใหม่จากปุ่มหรือลิงก์เดิม',
    en: 'LINE could not tell who you are. Close this page and open it again by the same button or link.',
  },
  ID_TOKEN_EXPIRED: {
    th: 'หน้านี้เปิดไว้นานเกินไป โปรดปิด แล้วเปิดใหม่จากปุ่มหรือลิงก์เดิม',
    en: 'This page has been open for too long. Close it and open it again by the same button or link.',
  },
  OFFICER_NOT_LINKED: {
    th: 'LINE นี้ยังไม่ได้ผูกกับบัญชีเจ้าหน้าที่ โปรดเปิดระบบบนเว็บ ไปที่ “บัญชีของฉัน” ผูกบัญชี LINE แล้วเปิดหน้านี้อีกครั้ง',
    en: 'This LINE is not linked to an officer’s account. On the web, open My account, link your LINE, then open this page again.',
  },
}
