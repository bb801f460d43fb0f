const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] as string)

/** A page made on the server, without script, in the product's type and colours. `title` is escaped here, `body` is HTML already. */
export function renderHtmlPage(page: { lang: string; title: string; style: string; body: string }): string {
  return `<!doctype html>
<html lang="${page.lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${baseStyle}${page.style}</style>
<main>
${page.body}
</main>
</html>
`
}

export const fontPath = '/assets/fonts'
export const fontFamily = 'ibm-plex-sans-thai-looped'

const face = (weight: number, subset: 'thai' | 'latin', range: string) =>
  `@font-face { font-family: "IBM Plex Sans Thai Looped"; font-weight: ${weight}; font-display: swap; src: url(${fontPath}/${fontFamily}-${subset}-${weight}-normal.woff2) format("woff2"); unicode-range: ${range} }`

const baseStyle = `
${[400, 600].flatMap((weight) => [face(weight, 'thai', 'U+0E01-0E5B, U+200C-200D, U+25CC'), face(weight, 'latin', 'U+0000-00FF, U+2010-2026')]).join('\n')}
body { margin: 0; background: #FBFAF6; color: #14213D; font: 17px/1.65 "IBM Plex Sans Thai Looped", sans-serif; overflow-wrap: break-word }
main { max-width: 720px; margin: 0 auto; padding: 32px 20px 64px }
b { font-weight: 600 } a { color: #3B5BDB }
:focus-visible { outline: 3px solid #3B5BDB; outline-offset: 2px }`
