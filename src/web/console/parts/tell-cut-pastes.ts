import { common } from '../words/common.ts'
import { say } from '../words/define-words.ts'
import { tell } from './tell.ts'

/** The browser drops of a paste what a field has no room for, without a word. Heard at the document, so that no field forgets to tell. */
export function tellCutPastes(): void {
  document.addEventListener('paste', ({ target, clipboardData }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    if (!isField || target.maxLength < 0) return
    const { value, maxLength, selectionStart, selectionEnd } = target
    const pasted = clipboardData?.getData('text') ?? ''
    const over = value.length - ((selectionEnd ?? 0) - (selectionStart ?? 0)) + pasted.length - maxLength
    if (over > 0) tell(say(common, 'pasteCut', { count: over, most: maxLength }))
  })
}
