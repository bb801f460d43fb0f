import type { Locale } from '../../contracts/error-words.ts'

/**
 * The privacy notice. Whoever changes what it says gives it a new version (the day of the change): buttons that carry an older
 * one then show the new text instead of being taken as read.
 */
export const noticeVersion = '2026-11-27'

/** What the office says of itself in its settings. `dpoContact` may be empty. */
export type NoticeFacts = { agency: string; dpoContact: string; isConfirmed: boolean }

type Section = { title: string; points: string[] }
export type Notice = {
  title: string
  lead: string
  version: string
  unconfirmed: string
  sections: Section[]
  otherLanguage: string
}

/** The words of /privacy. Facts stand here as the program keeps them; the legal basis is for the agency's own officer to confirm. */
export function noticeOf(locale: Locale, facts: NoticeFacts): Notice {
  return locale === 'en' ? inEnglish(facts) : inThai(facts)
}

const inThai = ({ agency, dpoContact, isConfirmed }: NoticeFacts): Notice => ({
  title: 'ประกาศความเป็นส่วนตัว',
  lead: `${agency} ใช้บอตสุจริตใน LINE ส่งการ์ดความรู้ด้านคุณธรรมและความโปร่งใส และแบบสำรวจ ให้แก่บุคลากร ประกาศนี้บอกว่าระบบเก็บอะไรเกี่ยวกับท่าน ใช้ทำอะไร และท่านมีสิทธิอย่างไร`,
  version: 'ฉบับวันที่ 27 พ.ย. 2569',
  unconfirmed: 'ร่างนี้รอการยืนยันจากเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลของหน่วยงาน',
  sections: [
    {
      title: 'เก็บอะไร',
      points: [
        'รหัสผู้ใช้ LINE ของท่าน ซึ่งใช้ส่งข้อความถึงท่านได้เฉพาะจากบัญชีนี้',
        'ชื่อที่ท่านตั้งไว้ใน LINE เก็บหลังจากท่านรับทราบประกาศนี้แล้ว',
        'หน่วยงานที่ท่านสังกัด เวลาที่ยืนยันครั้งล่าสุด และป้ายกำกับที่เจ้าหน้าที่ใช้จัดกลุ่มผู้รับ',
        'ฉบับของประกาศที่ท่านรับทราบและเวลาที่รับทราบ วันที่เริ่มและเลิกติดตามบัญชีนี้',
        'การตั้งค่าของท่าน และกำหนดทบทวนแบบทดสอบความรู้ของท่าน ซึ่งไม่แสดงให้ผู้อื่นเห็น',
        'รายการว่าส่งข้อความใดถึงท่านแล้ว',
        'สำหรับแบบสำรวจที่ยังเปิดรับคำตอบ เก็บว่าท่านมีสิทธิตอบและรับบัตรหรือตอบแล้วหรือยัง เพื่อให้ตอบได้คนละครั้ง ไม่เก็บว่าตอบอย่างไร',
        'จำนวนผู้แตะปุ่มรับทราบและจำนวนครั้งที่เปิดลิงก์ของการ์ด เป็นยอดรวมเท่านั้น ไม่แสดงว่าเป็นท่านใด',
        'สำหรับกลุ่ม LINE เก็บรหัสกลุ่ม ชื่อกลุ่ม และจำนวนสมาชิก ไม่เก็บรายชื่อสมาชิก',
        'สำหรับเจ้าหน้าที่ผู้ใช้ระบบ เก็บชื่อ อีเมล ข้อมูลการเข้าสู่ระบบ แชต LINE ที่เชื่อมไว้เอง และบันทึกการทำรายการ',
      ],
    },
    {
      title: 'ใช้ทำอะไร',
      points: [
        'ส่งการ์ดความรู้ สรุปงบประมาณ ผลการประเมิน ITA และแบบสำรวจ ให้ตรงกับหน่วยงานของท่าน',
        'ตรวจสอบว่าท่านเป็นบุคลากร เพื่อส่งเนื้อหาภายในและให้สิทธิตอบแบบสำรวจ',
        'ไม่ใช้เพื่อประเมินผลงาน ติดตามตัวบุคคล หรือโฆษณา',
      ],
    },
    {
      title: 'ไม่เก็บอะไร',
      points: [
        'ข้อความที่สนทนากันในกลุ่ม ระบบทิ้งทันทีโดยไม่บันทึก เว้นแต่ข้อความที่เรียกชื่อบอต ซึ่งใช้ตอบแล้วลบ',
        'ข้อความที่ท่านพิมพ์ในแชตนี้ ระบบเข้ารหัสไว้ชั่วคราวเพื่อตอบ แล้วลบเมื่อตอบเสร็จ ไม่เกิน 24 ชั่วโมง',
        'รูปโปรไฟล์ เบอร์โทรศัพท์ อีเมล และรายชื่อเพื่อนของท่าน',
        'ข้อมูลที่เชื่อมตัวท่านกับคำตอบในแบบสำรวจ แต่ละแบบสำรวจบอกระดับการปกปิดและข้อจำกัดไว้ก่อนคำถามแรก',
      ],
    },
    {
      title: 'ฐานทางกฎหมาย',
      points: [
        `การปฏิบัติภารกิจเพื่อประโยชน์สาธารณะของหน่วยงาน ตามมาตรา 24 (4) แห่งพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562${isConfirmed ? '' : ' (รอการยืนยันจากเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลของหน่วยงาน)'}`,
      ],
    },
    {
      title: 'ผู้เกี่ยวข้อง',
      points: [
        `ผู้ควบคุมข้อมูลส่วนบุคคล: ${agency}`,
        'บริษัท LINE ผู้ให้บริการส่งข้อความทุกข้อความ มีประกาศความเป็นส่วนตัวของตนเอง และอาจประมวลผลข้อมูลในต่างประเทศ',
        'เจ้าหน้าที่ที่หน่วยงานมอบหมาย เห็นทะเบียนบุคลากรและผลการส่งตามบทบาทของตน การเปิดดูรายชื่อถูกบันทึกไว้',
        'ผู้ดูแลเครื่องแม่ข่ายของหน่วยงาน ไม่เปิดเผยแก่หน่วยงานหรือบุคคลอื่น เว้นแต่กฎหมายกำหนด',
      ],
    },
    {
      title: 'เก็บนานเท่าใด',
      points: [
        'ข้อมูลของท่าน เก็บจนกว่าท่านขอลบ หรือ 30 วันหลังจากท่านบล็อกบัญชีนี้',
        'รายการว่าส่งข้อความใดถึงท่าน เก็บ 400 วัน จากนั้นเหลือเพียงจำนวน',
        'รายชื่อผู้มีสิทธิตอบและผู้ที่รับบัตรแล้ว ทำลายเมื่อปิดรับคำตอบ เหลือเพียงจำนวน',
        'รหัสลับที่กันการนับรับทราบซ้ำ เก็บถึงสิ้นปีงบประมาณ จากนั้นเหลือเพียงจำนวน',
        'สำเนาสำรองของฐานข้อมูล เก็บตามรอบที่หน่วยงานกำหนด แล้วลบทั้งชุด',
        'บันทึกการทำรายการของเจ้าหน้าที่ใช้รหัสภายในแทนรหัสผู้ใช้ LINE และชื่อของท่าน',
      ],
    },
    {
      title: 'สิทธิและช่องทางติดต่อ',
      points: [
        'ขอลบข้อมูล: พิมพ์ “ลบข้อมูลของฉัน” ในแชตกับบอต แล้วแตะยืนยัน ระบบลบให้ทันที',
        'ขอดูและขอสำเนา: พิมพ์ “ข้อมูลของฉัน” ในแชตกับบอต ระบบแสดงทุกอย่างที่เก็บเกี่ยวกับท่าน',
        'คัดค้านบางส่วน: งดรับการ์ดเป็นรายชุด เป็นรายเรื่อง หรือทั้งหมดในแชตของท่าน ได้ที่เมนูตั้งค่า',
        'ขอแก้ไข ขอระงับการใช้ ขอให้โอนข้อมูล หรือคัดค้านกรณีอื่น: ติดต่อเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลของหน่วยงาน',
        'เลิกรับข้อความ: บล็อกบัญชีนี้ใน LINE ได้ทุกเมื่อ การไม่ใช้บอตไม่มีผลต่อการทำงานของท่าน',
        'ร้องเรียน: สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล',
        dpoContact
          ? `เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลของหน่วยงาน (DPO): ${dpoContact}`
          : 'เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคลของหน่วยงาน (DPO): สอบถามช่องทางติดต่อได้ที่หน่วยงาน',
      ],
    },
  ],
  otherLanguage: 'English',
})

const inEnglish = ({ agency, dpoContact, isConfirmed }: NoticeFacts): Notice => ({
  title: 'Privacy notice',
  lead: `${agency} uses the Sucharit bot on LINE to send its staff short cards on integrity and openness, and surveys. This notice says what is kept about you, what for, and what rights you have.`,
  version: 'Version of 27 November 2026',
  unconfirmed: 'Draft, to be confirmed by the agency’s data protection officer',
  sections: [
    {
      title: 'What is kept',
      points: [
        'Your LINE user id, with which only this account can write to you',
        'The name you chose in LINE, kept once you have acknowledged this notice',
        'The unit you work in, when it was last confirmed, and tags that officers use to choose recipients',
        'Which version of this notice you acknowledged and when; when you began and stopped following the account',
        'Your settings, and when your own quiz questions come up again; nobody else is shown these',
        'Which messages were sent to you',
        'While a survey is open: that you may answer it, and whether you have drawn a ballot or answered, so that each person answers once; never how',
        'How many people tapped “acknowledged” and how often links of cards were opened: totals only, never who',
        'Of a LINE group: its id, name and number of members, not who they are',
        'Of officers who use the console: name, e-mail, sign-in data, the LINE chat they linked themselves and a record of what they did',
      ],
    },
    {
      title: 'What it is used for',
      points: [
        'To send cards, budget summaries, ITA results and surveys that concern your unit',
        'To know that you are staff, before internal cards are sent and surveys opened to you',
        'Not to assess your work, track you or advertise',
      ],
    },
    {
      title: 'What is not kept',
      points: [
        'Talk in groups: it is dropped at once and never recorded. A message that mentions the bot is answered, then deleted',
        'What you type in this chat: it is encrypted while it waits for its answer and deleted then, within 24 hours at most',
        'Your picture, telephone number, e-mail address and friends',
        'Anything that links you to your answers in a survey. Each survey states its level of anonymity, and the limits of it, before the first question',
      ],
    },
    {
      title: 'Legal basis',
      points: [
        `A task carried out in the public interest, section 24 (4) of the Personal Data Protection Act B.E. 2562${isConfirmed ? '' : ' (to be confirmed by the agency’s data protection officer)'}`,
      ],
    },
    {
      title: 'Who is involved',
      points: [
        `Data controller: ${agency}`,
        'LINE, through which all messages pass; it has a privacy policy of its own and may process data abroad',
        'Officers appointed by the agency see the list of staff and the outcome of sending as their role allows; opening the list is recorded',
        'Those who run the agency’s server. Nobody else, unless the law requires it',
      ],
    },
    {
      title: 'For how long',
      points: [
        'What is kept about you: until you ask for erasure, or 30 days after you block the account',
        'Which messages were sent to you: 400 days, after that only their number',
        'Who may answer a survey and who has drawn a ballot: destroyed when it closes, only the numbers stay',
        'The keyed mark that keeps a person from being counted twice: until the fiscal year ends, then only the number',
        'Copies of the database: as long as the agency’s backup plan says, then deleted whole',
        'The record of what officers did names you by an internal id, not by your LINE id or name',
      ],
    },
    {
      title: 'Your rights, and whom to contact',
      points: [
        'Erasure: type “ลบข้อมูลของฉัน” in the chat with the bot and confirm. It is done at once',
        'To see and copy: type “ข้อมูลของฉัน” in the chat with the bot; it shows everything kept about you',
        'To object in part: stop a series, a topic or all cards in your own chat, under settings there',
        'To correct, restrict, move, or object otherwise: contact the agency’s data protection officer',
        'To stop messages: block the account in LINE at any time. Not using the bot has no bearing on your work',
        'To complain: Office of the Personal Data Protection Committee',
        dpoContact
          ? `The agency’s data protection officer: ${dpoContact}`
          : 'The agency’s data protection officer: ask the agency how to reach them',
      ],
    },
  ],
  otherLanguage: 'ภาษาไทย',
})
