const segmenter = new Intl.Segmenter('th', { granularity: 'word' })
const longestWord = 20

// Words that carry no meaning of their own in a cloud; closed classes of Thai and English.
const stopWords = new Set(
  (
    'ที่ ซึ่ง อัน ว่า และ หรือ แต่ กับ แก่ แด่ ต่อ ของ ใน นอก บน ล่าง จาก ถึง โดย ด้วย เพื่อ ให้ ได้ ไม่ มี เป็น คือ อยู่ จะ ก็ ไป มา นี้ นั้น โน้น ' +
    'นะ ครับ ค่ะ คะ จ้ะ จ้า เลย มาก ๆ การ ความ ผู้ คน ทุก ทั้ง แล้ว ยัง ถ้า เมื่อ อย่าง เช่น กว่า เพราะ จึง ควร ต้อง น่า เรา เขา ฉัน ผม ดิฉัน ท่าน ' +
    'a an the of to in on at for and or but is are be was it this that with as by from not'
  ).split(' '),
)

/**
 * The words of one person for a cloud, each once: so a word's count is a number of people. An entry of several words is cut at
 * Thai word boundaries; stop words, digits and marks are left out; what differs in case, width or repetition is one word.
 */
export function wordsOf(entries: readonly string[]): string[] {
  const words = entries.flatMap((entry) => {
    const text = tidy(entry)
    // A short entry is the word its writer meant: "ธรรมาภิบาล" stays whole where the segmenter would cut it.
    return isOneWord(text)
      ? [text]
      : [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment)
  })
  return [...new Set(words.map((word) => word.trim()).filter(isWorthShowing))]
}

function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll('\u0E4D\u0E32', '\u0E33') // NFKC takes ำ apart into ํ and า
    .toLowerCase()
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/(.)\1{3,}/gu, '$1') // "ดีมากกกกก"
    .replace(/[ๆฯ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

const isOneWord = (text: string) => text.length <= longestWord && /^[\p{L}\p{M}]+$/u.test(text)

const isWorthShowing = (word: string) =>
  word.length > 1 && word.length <= 40 && /^[\p{L}\p{M}][\p{L}\p{M}'-]*$/u.test(word) && !stopWords.has(word)
