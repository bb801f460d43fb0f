import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'th' | 'en'
const storageKey = 'sucharit.language'

void i18next.use(initReactI18next).init({
  lng: readChoice(),
  fallbackLng: false,
  resources: {},
  keySeparator: false, // keys are flat: "campaign.approve" is one
  interpolation: { escapeValue: false }, // React escapes
  returnNull: false,
})
document.documentElement.lang = i18next.language

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'th')

export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

export function whenLanguageChanges(act: () => void): void {
  i18next.on('languageChanged', act)
}

/** Thai unless this browser has chosen English before. */
function readChoice(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'th'
}
