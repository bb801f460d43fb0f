// What may name a person, in Thai and Latin letters. Each is replaced by a word, so that a moderator sees that something stood there.
const letters = '[\\p{L}\\p{M}]'
const titles =
  'นาย|นางสาว|นาง|น\\.ส\\.|ด\\.ช\\.|ด\\.ญ\\.|คุณ|ดร\\.|ผศ\\.|รศ\\.|ศ\\.|ว่าที่|ร้อยตรี|ร\\.ต\\.|พ\\.ต\\.อ\\.|พี่|น้อง|ผอ\\.|mr\\.?|mrs\\.?|ms\\.?|dr\\.?'

const patterns: [RegExp, string][] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.[\p{L}]{2,}/gu, '[อีเมล]'],
  [/https?:\/\/\S+|www\.\S+/giu, '[ลิงก์]'],
  // 13 digits of an ID card, 9 or 10 of a telephone, in Arabic or Thai digits with any gaps.
  [/[0-9๐-๙](?:[\s().-]{0,2}[0-9๐-๙]){12}/gu, '[เลขประจำตัว]'],
  [/(?:\+?66|[0๐])(?:[\s().-]{0,2}[0-9๐-๙]){8,9}/gu, '[หมายเลขโทรศัพท์]'],
  [/(?<![\p{L}\p{N}])@[\p{L}\p{N}._-]{3,}/gu, '[บัญชีผู้ใช้]'],
  // A title with the one or two words after it: a name and a family name.
  [
    new RegExp(
      `(?<!${letters})(?:${titles})\\s?${letters}{2,}(?:\\s(?!และ|กับ|ที่|ได้|ไม่|เป็น|ทำ|มา)${letters}{2,})?`,
      'giu',
    ),
    '[ชื่อบุคคล]',
  ],
  [/\p{Extended_Pictographic}[\u200D\uFE0F\p{Emoji_Modifier}\p{Extended_Pictographic}]*/gu, ''],
]

/** A text without names that carry a title, telephone and ID numbers, addresses of mail and web, account names, and emoji. */
export function redact(text: string): string {
  return patterns
    .reduce((rest, [pattern, word]) => rest.replace(pattern, word), text.toWellFormed().normalize('NFC'))
    .replace(/\p{Cc}/gu, ' ') // a NUL would be refused by PostgreSQL, with all that is counted beside it
    .replace(/\s+/g, ' ')
    .trim()
}
