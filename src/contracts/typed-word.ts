const unseen = /[\s\u200b-\u200d\u2060\ufeff\u00ad]+/g
const politeEnd = /(นะ)?(ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)$/

/** A word that is typed for what it does, as the bot knows it: without spaces and unseen marks, capitals and polite endings. */
export function typedWord(text: string): string {
  return text.normalize('NFC').replace(unseen, '').toLowerCase().replace(politeEnd, '')
}
