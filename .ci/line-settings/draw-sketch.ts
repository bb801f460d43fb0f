import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row, Sketch } from './sketches.ts'

export const sketchMark = 'ภาพร่าง ไม่ใช่ภาพหน้าจอจริง'

const fonts = join(import.meta.dirname, '../../node_modules/@fontsource/ibm-plex-sans-thai-looped/files')

/** A page of settings as boxes and words, in colours that are nobody's, with a mark that it is no picture of the real page. */
export function drawSketch(sketch: Sketch): string {
  return `<!doctype html><html lang="th"><meta charset="utf-8"><style>${style()}</style><main>
    <header><strong>${sketch.site}</strong><em>${sketchMark}</em></header>
    <p class="way">${sketch.way.map(toHtml).join('<i>›</i>')}</p>
    <nav>${sketch.tabs.map((tab) => `<span${tab === sketch.tab ? ' class="here"' : ''}>${toHtml(tab)}</span>`).join('')}</nav>
    ${sketch.sections.map(({ title, rows }) => `<section><h2>${toHtml(title)}</h2>${rows.map(drawRow).join('')}</section>`).join('')}
  </main></html>`
}

function drawRow({ label, step, control }: Row): string {
  const mark = step === undefined ? '' : `<b>${step}</b>`
  return `<div class="row"><span class="step">${mark}</span><label>${toHtml(label)}</label><div>${drawControl(control)}</div></div>`
}

function drawControl(control: Row['control']): string {
  switch (control.kind) {
    case 'switch':
      return `<span class="switch${control.isOn ? ' on' : ''}"></span><span>${control.isOn ? 'เปิด' : 'ปิด'}</span>`
    case 'choice':
      return control.options
        .map((one) => `<span class="dot${one === control.chosen ? ' on' : ''}">${toHtml(one)}</span>`)
        .join('')
    case 'boxes':
      return control.options
        .map((one) => `<span class="box${control.chosen.includes(one) ? ' on' : ''}">${toHtml(one)}</span>`)
        .join('')
    case 'secret':
      return `<span class="value">••••••••••••••••••••••••</span><span class="button">${control.button}</span>`
    case 'text':
      return `<span class="value">${toHtml(control.value)}</span>${control.button ? `<span class="button">${control.button}</span>` : ''}`
  }
}

const toHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function style(): string {
  const face = (part: string, weight: number) =>
    `@font-face{font-family:Sketch;font-weight:${weight};${part === 'thai' ? 'unicode-range:U+0E00-0E7F;' : ''}
     src:url(data:font/woff2;base64,${readFileSync(join(fonts, `ibm-plex-sans-thai-looped-${part}-${weight}-normal.woff2`), 'base64')})}`
  const faces = ['latin', 'thai'].flatMap((part) => [400, 600].map((weight) => face(part, weight)))
  return `${faces.join('')}
    *{box-sizing:border-box;margin:0}
    body{font:16px/1.6 Sketch;color:#2a3550;background:#fff}
    main{width:840px;border:2px dashed #8c99b5;border-radius:12px;padding:0 0 20px;overflow:hidden}
    header{display:flex;justify-content:space-between;align-items:center;background:#eef1f8;padding:10px 24px}
    em{font-style:normal;font-weight:600;color:#9a3412;border:1.5px solid #c2571a;border-radius:6px;padding:0 10px;background:#fff}
    .way{padding:12px 24px 0;color:#5b6887;font-size:14px}.way i{font-style:normal;padding:0 8px}
    nav{display:flex;gap:24px;padding:8px 24px 0;border-bottom:1px solid #c9d1e2}
    nav span{padding:4px 0 8px;color:#5b6887}nav .here{color:#1c2868;font-weight:600;border-bottom:3px solid #1c2868}
    section{padding:16px 24px 0}h2{font-size:16px;font-weight:600;padding-bottom:4px}
    .row{display:grid;grid-template-columns:36px 268px 1fr;align-items:center;min-height:46px;border-top:1px solid #e3e8f2;padding:6px 0}
    .row>div{display:flex;flex-wrap:wrap;align-items:center;gap:6px 14px}
    .step b{display:inline-grid;place-items:center;width:26px;height:26px;border-radius:50%;background:#1c2868;color:#fff;font-size:14px}
    .value{border:1px solid #c9d1e2;border-radius:6px;padding:2px 10px;background:#f8f9fc;overflow-wrap:anywhere}
    .button{border:1px solid #5b6887;border-radius:6px;padding:1px 14px}
    .switch{width:42px;height:24px;border-radius:12px;background:#b6bfd0;position:relative}
    .switch::after{content:'';position:absolute;top:3px;left:3px;width:18px;height:18px;border-radius:50%;background:#fff}
    .switch.on{background:#1c2868}.switch.on::after{left:21px}
    .dot,.box{display:inline-flex;align-items:center;gap:8px;color:#5b6887}.dot.on,.box.on{color:#1c2868;font-weight:600}
    .dot::before,.box::before{content:'';width:16px;height:16px;border:2px solid #8c99b5;border-radius:50%}
    .box::before{border-radius:4px}.dot.on::before,.box.on::before{border-color:#1c2868;background:#1c2868;box-shadow:inset 0 0 0 2.5px #fff}`
}
