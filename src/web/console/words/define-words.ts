import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import './language.ts'

declare const keysOfWords: unique symbol
export type Words<Key extends string> = { namespace: string; [keysOfWords]?: Key }
export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string

/**
 * The words of one folder, Thai first. English must have every key, and may add plurals (`key_one`, `key_other`).
 * They come with the folder's own chunk, so that a page nobody opens costs nothing.
 */
export function defineWords<Key extends string>(
  namespace: string,
  words: { th: Record<Key, string>; en: Record<NoInfer<Key>, string> & Record<string, string> },
): Words<Key> {
  i18next.addResourceBundle('th', namespace, words.th)
  i18next.addResourceBundle('en', namespace, words.en)
  return { namespace }
}

export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  const { t } = useTranslation(words.namespace)
  return t as unknown as Say<Key>
}

/** Outside components: the words as they are now. */
export function say<Key extends string>(words: Words<Key>, key: Key, values?: Record<string, string | number>): string {
  const translate = i18next.t as unknown as (key: string, options: object) => string
  return translate(key, { ns: words.namespace, ...values })
}
