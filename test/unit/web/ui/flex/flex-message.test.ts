import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FlexMessage, type FlexMessageProps } from '../../../../../src/web/ui/flex/flex-message.tsx'

const draw = (contents: unknown, rest: Partial<FlexMessageProps> = {}) =>
  renderToStaticMarkup(createElement(FlexMessage, { contents, ...rest }))

const bubble = (...contents: unknown[]) => ({ type: 'bubble', body: { type: 'box', layout: 'vertical', contents } })
const inBox = (box: object, ...contents: unknown[]) => bubble({ type: 'box', layout: 'horizontal', ...box, contents })

describe('FlexMessage', () => {
  test('names the card by its altText and marks it as Thai', () => {
    const html = draw(bubble({ type: 'text', text: 'สวัสดี' }), { altText: 'การ์ดวันนี้' })
    expect(html).toContain('role="group" aria-label="การ์ดวันนี้"')
    expect(html).toContain('lang="th"')
    expect(html).toContain('สวัสดี')
  })

  test('shows altText where the contents are no bubble or carousel, and calm words where there is none', () => {
    expect(draw({ type: 'circle' }, { altText: 'ผลประเมิน 90.47' })).toContain('ผลประเมิน 90.47')
    expect(draw(null)).toContain('แสดงการ์ดนี้ไม่ได้')
  })

  test('shows text as text, whatever it looks like', () => {
    const html = draw(bubble({ type: 'text', text: '<img src=x onerror=alert(1)>' }))
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test('draws any JSON without a crash', () => {
    const word = fc.constantFrom(
      'type',
      'contents',
      'bubble',
      'carousel',
      'box',
      'text',
      'image',
      'button',
      'video',
      'icon',
      'hero',
      'body',
      'footer',
      'action',
      'uri',
      'url',
      'size',
      'flex',
      'span',
      'style',
      'styles',
      'position',
      'absolute',
      'horizontal',
    )
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        word,
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(word, tie('value'), { maxKeys: 8 }),
      ),
    })).value
    fc.assert(
      fc.property(json, fc.constantFrom('bubble', 'carousel'), (value, type) => {
        const html = draw(typeof value === 'object' && value !== null ? { ...value, type } : value)
        expect(html).not.toMatch(/javascript:|undefined|NaN|\[object/i)
      }),
      { numRuns: 500 },
    )
  })

  test('survives a card nested 5,000 deep', () => {
    let deep: object = { type: 'text', text: 'ลึก' }
    for (let level = 0; level < 5_000; level++) deep = { type: 'box', layout: 'vertical', contents: [deep] }
    expect(draw(bubble(deep))).not.toContain('ลึก')
  })
})

describe('addresses', () => {
  const button = (uri: string) => draw(bubble({ type: 'button', action: { type: 'uri', label: 'เปิด', uri } }))

  test.each(['https://line.me/', 'http://localhost/a', 'line://ti/p/1', 'tel:021234567'])(
    'makes %s a link that opens apart',
    (uri) => {
      expect(button(uri)).toContain(`href="${uri}" target="_blank" rel="noopener noreferrer"`)
    },
  )

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a/b',
    '//evil.example',
    '',
  ])('leaves %j inert', (uri) => {
    const html = button(uri)
    expect(html).not.toContain('href')
    expect(html).toContain('disabled=""')
    expect(
      draw({ ...bubble({ type: 'image', url: uri, action: { type: 'uri', uri } }), action: { type: 'uri', uri } }),
    ).not.toMatch(/src=|href=|role="link"/)
  })

  test('loads pictures from the web only, without telling where from', () => {
    const html = draw(bubble({ type: 'image', url: 'https://example.com/a.png' }))
    expect(html).toContain('src="https://example.com/a.png"')
    expect(html).toContain('referrerPolicy="no-referrer"')
  })

  test('lets no colour, length or ratio smuggle another style in', () => {
    const html = draw(
      inBox(
        {
          backgroundColor: 'red;background:url(//x)',
          width: '1px;position:fixed',
          cornerRadius: 'url(//x)',
          paddingAll: 'calc(1px)',
        },
        { type: 'text', text: 'ก', color: 'expression(1)', size: '1px}' },
        { type: 'image', url: 'https://a.b/c', aspectRatio: '1:1;x', size: 'url(//x)' },
      ),
    )
    expect(html).not.toMatch(/url\(|fixed|calc|expression|;x/)
  })
})

describe('layout', () => {
  test('shares a row equally by default and a column not at all', () => {
    expect(draw(inBox({}, { type: 'text', text: 'แถว' }))).toMatch(/flex:1 1 0[^>]*><p[^>]*>แถว/)
    expect(draw(inBox({ layout: 'vertical' }, { type: 'text', text: 'คอลัมน์' }))).toMatch(
      /flex:0 0 auto[^>]*><p[^>]*>คอลัมน์/,
    )
  })

  test('takes the share that flex names, and only its content for 0', () => {
    const html = draw(inBox({}, { type: 'text', text: 'สาม', flex: 3 }, { type: 'text', text: 'ศูนย์', flex: 0 }))
    expect(html).toMatch(/flex:3 1 0[^>]*><p[^>]*>สาม/)
    expect(html).toMatch(/flex:0 0 auto[^>]*><p[^>]*>ศูนย์/)
  })

  test('puts the spacing between children; the margin of a child overrides it; the first child has none', () => {
    const html = draw(
      inBox(
        { spacing: 'md' },
        { type: 'text', text: 'หนึ่ง', margin: 'xxl' },
        { type: 'text', text: 'สอง' },
        { type: 'text', text: 'สาม', margin: '3px' },
      ),
    )
    expect(html).toMatch(/style="flex:1 1 0"><p[^>]*>หนึ่ง/)
    expect(html).toMatch(/margin-inline-start:8px[^>]*><p[^>]*>สอง/)
    expect(html).toMatch(/margin-inline-start:3px[^>]*><p[^>]*>สาม/)
  })

  test('places an absolute box by its offsets and counts it out of the row', () => {
    const html = draw(
      inBox(
        { spacing: 'md' },
        { type: 'box', layout: 'vertical', position: 'absolute', offsetTop: '8px', offsetEnd: '10%', contents: [] },
        { type: 'text', text: 'แรก' },
      ),
    )
    expect(html).toMatch(/position:absolute;inset-block-start:8px;inset-inline-end:10%/)
    expect(html).not.toContain('margin-inline-start')
  })

  test('gives a box its size, padding, border, corner, alignment and gradient', () => {
    const html = draw(
      inBox({
        width: '50%',
        height: '30px',
        maxWidth: '200px',
        maxHeight: '40px',
        paddingAll: 'lg',
        paddingTop: '1px',
        borderWidth: 'medium',
        borderColor: '#ff0000',
        cornerRadius: 'xl',
        justifyContent: 'space-between',
        alignItems: 'center',
        background: {
          type: 'linearGradient',
          angle: '90deg',
          startColor: '#000000',
          centerColor: '#777777',
          centerPosition: '30%',
          endColor: '#ffffff',
        },
      }),
    )
    for (const part of [
      'width:50%',
      'height:30px',
      'max-width:200px',
      'max-height:40px',
      'padding-block-start:1px',
      'padding-block-end:12px',
      'border:2px solid #ff0000',
      'border-radius:16px',
      'justify-content:space-between',
      'align-items:center',
      'linear-gradient(90deg, #000000 0%, #777777 30%, #ffffff 100%)',
    ]) {
      expect(html).toContain(part)
    }
  })

  test('draws each size of bubble, right to left where asked, and blocks with their own ground and rule', () => {
    const html = draw({
      ...bubble({ type: 'text', text: 'ก' }),
      size: 'giga',
      direction: 'rtl',
      header: { type: 'box', layout: 'vertical', contents: [] },
      styles: { body: { backgroundColor: '#FBFAF6', separator: true, separatorColor: '#D9DEE9' } },
    })
    expect(html).toContain('class="flex-bubble flex-bubble-giga" dir="rtl"')
    expect(html).toContain('background-color:#FBFAF6;border-block-start:1px solid #D9DEE9')
  })

  test('shows every bubble of a carousel', () => {
    const html = draw({
      type: 'carousel',
      contents: [bubble({ type: 'text', text: 'ใบแรก' }), bubble({ type: 'text', text: 'ใบสอง' })],
    })
    expect(html.match(/class="flex-bubble /g)).toHaveLength(2)
  })
})

describe('text', () => {
  test('follows size, weight, style, decoration, colour, alignment, lines and line spacing', () => {
    const html = draw(
      bubble({
        type: 'text',
        text: 'ก',
        size: 'xl',
        weight: 'bold',
        style: 'italic',
        decoration: 'underline',
        color: '#14213D',
        align: 'end',
        wrap: true,
        maxLines: 2,
        lineSpacing: '6px',
      }),
    )
    for (const part of [
      'font-size:22px',
      'font-weight:700',
      'font-style:italic',
      'text-decoration:underline',
      'color:#14213D',
      'text-align:end',
      '-webkit-line-clamp:2',
      'line-height:calc(var(--flex-line-height) * 1em + 6px)',
    ]) {
      expect(html).toContain(part)
    }
  })

  test('grows with the font setting of LINE only where scaling is asked for', () => {
    const html = draw(bubble({ type: 'text', text: 'โต', scaling: true }, { type: 'text', text: 'คงที่' }), {
      textScale: 1.5,
    })
    expect(html).toContain('--flex-text-scale:1.5')
    expect(html).toMatch(/calc\(16px \* var\(--flex-text-scale, 1\)\)[^>]*>โต/)
    expect(html).toMatch(/font-size:16px[^>]*>คงที่/)
  })

  test('shows spans in place of the text', () => {
    const html = draw(
      bubble({ type: 'text', text: 'ไม่เห็น', contents: [{ type: 'span', text: 'เห็น', color: '#B3402A', size: 'sm' }] }),
    )
    expect(html).not.toContain('ไม่เห็น<')
    expect(html).toMatch(/<span style="color:#B3402A;font-size:14px">เห็น/)
  })
})

describe('video', () => {
  const video = {
    type: 'video',
    url: 'https://a.b/v.mp4',
    previewUrl: 'https://a.b/p.png',
    aspectRatio: '20:13',
    altContent: { type: 'image', url: 'https://a.b/alt.png' },
  }

  test('shows the poster and plays only when asked', () => {
    expect(draw({ type: 'bubble', hero: video })).toMatch(
      /<video src="https:\/\/a.b\/v.mp4" poster="https:\/\/a.b\/p.png"[^>]*controls=""[^>]*preload="none"/,
    )
  })

  test('falls back to altContent where the address cannot be played', () => {
    expect(draw({ type: 'bubble', hero: { ...video, url: 'javascript:1' } })).toContain('src="https://a.b/alt.png"')
  })
})
