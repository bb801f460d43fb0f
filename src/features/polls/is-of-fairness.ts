import { listTemplates } from './poll-templates.ts'

const fairnessItems: ReadonlySet<string> = new Set(['6.1', '6.2', '6.3'])
const fairnessTexts: ReadonlySet<string> = new Set(
  (['th', 'en'] as const)
    .flatMap(listTemplates)
    .flatMap(({ code, questions }) => (code === 'fairness' ? questions.map(({ text }) => text) : [])),
)

// Thai is written without spaces between words: what goes on as another word, or is of an office and not of a person, is named.
const thai = [
  /เป็นธรรม(?!ชาติ|ดา|เนียม)/,
  /(?<!กระบวนการ|กระทรวง|ศาล|กองทุน)ยุติธรรม/,
  /เลือกปฏิบัติ|ลำเอียง|สองมาตรฐาน|เล่นพรรคเล่นพวก|อุปถัมภ์/,
  /มอบหมาย(งาน|ภารกิจ|หน้าที่)|แบ่งงาน|กระจาย(ภาระ)?งาน/,
  /ประเมิน(ผล)?การปฏิบัติ(งาน|ราชการ|หน้าที่)(?!ของ(ส่วนราชการ|หน่วยงาน|จังหวัด|กรม|กระทรวง|องค์กร|องค์การ|สถาบัน|โครงการ))/,
  /ประเมินผลงาน(?!วิจัย|โครงการ|ของ(ส่วนราชการ|หน่วยงาน|โครงการ))/,
  /เลื่อน(ขั้น|ระดับ|ตำแหน่ง|เงินเดือน)|ขึ้นเงินเดือน|แต่งตั้ง(และ|หรือ)?โยกย้าย|โยกย้าย(บุคลากร|ข้าราชการ|เจ้าหน้าที่)/,
  /คัดเลือก(?!หัวข้อ|หลักสูตร|เรื่อง|โครงการ|วิทยากร|วัน|สถานที่|รูปแบบ).{0,40}(อบรม|ดูงาน|(?<!ลง|เงิน|ต้น|กอง)ทุน|บุคลากร|ข้าราชการ|ดำรงตำแหน่ง)/,
]
const english = [
  /(?<!\b(job|book|health|trade|career|science|knowledge|innovation)s? )\b(un)?fair(ly|ness)?\b(?! trade)/i,
  /\bfavou?ritism\b|\bnepotism\b|\bdiscriminat/i,
  /\b(work|task|job) assignments?\b|\bassign\w* (of )?(work|tasks?|duties|jobs?)\b|\b(work|tasks|duties) (is |are )?assigned\b/i,
  /\b(performance|staff|annual|your|my) (appraisal|evaluation)s?\b(?! of the (agency|agencies|office|department|province|project))/i,
  /(?<!\b(health|sales|export|tourism|investment) )\bpromotions?\b(?! of\b)|\b(be|get|gets|been|being) promoted\b/i,
  /\b(salary|pay) (increase|increment|rise|raise)s?\b/i,
  /\b(select|choice|choos|chosen|nominat)\w*\b[^.?!]{0,60}\bscholarships?\b|\bwho (goes|gets|is sent|is chosen|is selected)\b[^.?!]{0,40}\btraining\b/i,
]
// What was taught is named after such words: that a course is about appraisal does not ask how people are judged.
const taughtAbout =
  /(อบรม|สัมมนา|บรรยาย|หลักสูตร)(เชิงปฏิบัติการ)?(เรื่อง|หัวข้อ)|\b(training|course|seminar|workshop|talk) (on|about)\b/i

const unspaced = (text: string) => text.replace(/[\s\u200b]+/g, '')
const asksFairness = (text: string) =>
  fairnessTexts.has(text) ||
  english.some((words) => words.test(text)) ||
  thai.some((words) => words.test(unspaced(text)))

type Asked = { title: string; itaItems: readonly string[]; questions: readonly { text: string }[] }

/**
 * How work is given out, judged and rewarded: what people are most careful to say where colleagues sit beside them.
 * By what title and questions say too, since an office writes its own; what is taken for fairness wrongly is asked by ballots.
 */
export const isOfFairness = ({ title, itaItems, questions }: Asked): boolean =>
  itaItems.some((no) => fairnessItems.has(no)) ||
  questions.some(({ text }) => asksFairness(text)) ||
  (asksFairness(title) && !taughtAbout.test(title) && !taughtAbout.test(unspaced(title)))
