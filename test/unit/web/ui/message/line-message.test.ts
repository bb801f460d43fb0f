import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { LineMessage } from '../../../../../src/web/ui/message/line-message.tsx'
import { readQuickReplies } from '../../../../../src/web/ui/message/quick-replies.ts'

const draw = (message: unknown) =>
  renderToStaticMarkup(createElement(LineMessage, { message, nameOf: (userId) => (userId === 'U1' ? 'สุดา' : userId) }))

describe('LineMessage', () => {
  test('links web addresses in a text and nothing else', () => {
    const html = draw({ type: 'text', text: 'ดูที่ https://www.nacc.go.th/itaได้เลย javascript:alert(1) <b>' })
    expect(html).toContain(
      '<a href="https://www.nacc.go.th/ita" target="_blank" rel="noopener noreferrer">https://www.nacc.go.th/ita</a>ได้เลย',
    )
    expect(html).toContain('javascript:alert(1) &lt;b&gt;')
    expect(html.match(/<a /g)).toHaveLength(1)
  })

  test('shows the mentions and braces of textV2 as people see them', () => {
    const substitution = {
      who: { type: 'mention', mentionee: { type: 'user', userId: 'U1' } },
      all: { type: 'mention', mentionee: { type: 'all' } },
    }
    expect(draw({ type: 'textV2', text: '{who} {all} {{x}} {none}', substitution })).toContain('@สุดา @ทุกคน {x} {none}')
  })

  test.each([
    [{ type: 'template', altText: 'เลือกคำตอบ', template: {} }, 'เลือกคำตอบ'],
    [{ type: 'imagemap', altText: 'แผนผัง', baseUrl: 'https://a.b/c' }, 'แผนผัง'],
    [{ type: 'sticker', packageId: '1', stickerId: '2' }, 'สติกเกอร์'],
    [{ type: 'location', title: 'สำนักงาน ก.พ.ร.', address: 'ถนนพิษณุโลก' }, 'ถนนพิษณุโลก'],
    [{ type: 'new-kind' }, 'แสดงข้อความชนิดนี้ไม่ได้'],
    [null, 'แสดงข้อความชนิดนี้ไม่ได้'],
  ])('shows words for %j', (message, words) => {
    expect(draw(message)).toContain(words)
  })

  test('shows a picture that opens apart, and a video that waits', () => {
    expect(
      draw({ type: 'image', originalContentUrl: 'https://a.b/o.png', previewImageUrl: 'https://a.b/p.png' }),
    ).toMatch(
      /<a[^>]*href="https:\/\/a.b\/o.png" target="_blank" rel="noopener noreferrer"><img[^>]*src="https:\/\/a.b\/p.png"/,
    )
    expect(
      draw({ type: 'video', originalContentUrl: 'https://a.b/v.mp4', previewImageUrl: 'https://a.b/p.png' }),
    ).toMatch(/<video[^>]*poster="https:\/\/a.b\/p.png"[^>]*preload="none"/)
    expect(draw({ type: 'image', originalContentUrl: 'javascript:alert(1)' })).not.toMatch(/href|src/)
  })
})

describe('readQuickReplies', () => {
  test('keeps what has a label and a safe action, 13 at most', () => {
    const item = (label: string, uri = 'https://a.b/') => ({ type: 'action', action: { type: 'uri', label, uri } })
    const items = [
      item('ก'),
      item(''),
      item('ข', 'javascript:1'),
      null,
      ...Array.from({ length: 20 }, (_, index) => item(`${index}`)),
    ]
    const actions = readQuickReplies({ quickReply: { items } })
    expect(actions).toHaveLength(13)
    expect(actions[0]).toEqual({ type: 'uri', label: 'ก', uri: 'https://a.b/' })
    expect(readQuickReplies({ quickReply: 'x' })).toEqual([])
  })
})
