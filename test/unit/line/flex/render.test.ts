import { describe, expect, test } from 'vitest'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { AppError } from '../../../../src/platform/errors.ts'

const templates = loadTemplates('flex-templates')
const atHome = loadTemplates('flex-templates', { allowHttpLoopback: true })

function refusal(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was not refused.')
}

const notice = { title: 'ประกาศ', text: 'ข้อความ' }

describe('render', () => {
  test('needs title and text only for a notice, and leaves out what has nothing to show', () => {
    const message = templates.render('notice', notice)
    expect(message).toMatchObject({ type: 'flex', altText: 'ประกาศ “ประกาศ” ข้อความ' })
    expect(Object.keys(message.contents)).toEqual(['type', 'size', 'styles', 'body'])
  })

  test('answers 404 for a template that does not exist, names of Object included', () => {
    for (const name of ['birthday', 'toString', '__proto__']) {
      expect(refusal(() => templates.render(name, {}))).toMatchObject({ code: 'TEMPLATE_UNKNOWN', status: 404 })
    }
  })

  test('names the field that is wrong', () => {
    const error = refusal(() => templates.render('notice', { ...notice, text: '', colour: 'red' }))
    expect(error).toMatchObject({ code: 'TEMPLATE_DATA_INVALID', status: 422 })
    expect(error.data).toEqual([
      expect.objectContaining({ path: 'text', code: 'too_small' }),
      expect.objectContaining({ path: '', code: 'unrecognized_keys' }),
    ])
  })

  test('takes http on this machine only where LINE is on this machine', () => {
    const data = { ...notice, pictureUrl: 'http://localhost:3000/media/a.png' }
    expect(atHome.render('notice', data).contents).toMatchObject({ hero: { url: data.pictureUrl } })
    expect(refusal(() => templates.render('notice', data)).data).toEqual([
      { path: 'pictureUrl', code: 'HTTP_ADDRESS', message: 'LINE opens https:// addresses only.' },
    ])
    const menu = { title: 'เมนู', buttons: [{ label: 'ก', action: { type: 'uri', uri: 'http://127.0.0.1:3000/' } }] }
    expect(refusal(() => templates.render('menu', menu)).code).toBe('TEMPLATE_DATA_INVALID')
  })

  test('refuses any other address than https', () => {
    const addresses = [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'data:text/html,x',
      'http://example.com/',
      'http://localhost.example.com/',
      'https://user:secret@example.com/',
      'line://app/1',
      'ftp://example.com/',
      '//example.com',
      'https://',
    ]
    for (const url of addresses) {
      const error = refusal(() => atHome.render('notice', { ...notice, link: { label: 'เปิด', url } }))
      expect(error, url).toMatchObject({ code: 'TEMPLATE_DATA_INVALID' })
    }
  })

  test('percent-encodes a Thai address and characters LINE does not take', () => {
    const link = { label: 'เปิด', url: 'https://example.go.th/ข่าว?q={a|b}&p=100%' }
    const message = JSON.stringify(templates.render('notice', { ...notice, link }))
    expect(message).toContain('https://example.go.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7?q=%7Ba%7Cb%7D&p=100%25')
  })

  test('[R28] refuses text that hides, turns or piles up characters, and names the field', () => {
    const texts = [
      'ก\u0000ข',
      '\u202Egnp.exe',
      '\u2066a',
      'ก\uD800ข',
      `น${'\u0E49'.repeat(5)}`,
      '\u200B\u200B',
      'ก\u001bข',
    ]
    for (const title of texts) {
      const error = refusal(() => templates.render('notice', { ...notice, title }))
      expect(error, JSON.stringify(title)).toMatchObject({ code: 'TEMPLATE_DATA_INVALID', data: [{ path: 'title' }] })
    }
    expect(templates.render('notice', { ...notice, title: 'ที่นี่ ซื้อน้ำ 👩‍👩‍👧‍👦 שלום' }).type).toBe('flex')
  })

  test('takes clips from YouTube and TikTok and from nowhere else', () => {
    const videoUrl = 'https://www.tiktok.com/@opdc/video/1'
    expect(templates.render('notice', { ...notice, videoUrl }).altText).toContain('ดูคลิปบน TikTok')
    for (const other of ['https://youtube.com.example.com/', 'https://example.com/youtube.com']) {
      expect(refusal(() => templates.render('notice', { ...notice, videoUrl: other })).code).toBe(
        'TEMPLATE_DATA_INVALID',
      )
    }
  })

  test('tells no poll of fewer than five', () => {
    const questions = [{ text: 'ข้อ 1', answered: 4, rows: [{ label: 'ก', percent: 100 }] }]
    const base = { title: 'ผล', levelLabel: 'ลับ', questions }
    for (const threshold of [2, 4])
      expect(refusal(() => templates.render('poll-result', { ...base, threshold })).code).toBe('TEMPLATE_DATA_INVALID')
  })

  test('carries the three kinds of action of a menu as given', () => {
    const buttons = [
      { label: 'ข้อความ', action: { type: 'message', text: 'ITA' } },
      { label: 'ปุ่ม', action: { type: 'postback', data: 'menu:polls', displayText: 'แบบสำรวจ' } },
      { label: 'ลิงก์', action: { type: 'uri', uri: 'https://liff.line.me/1-a' } },
    ]
    const text = JSON.stringify(templates.render('menu', { title: 'เมนู', buttons }))
    for (const { label, action } of buttons) {
      // LINE for PC opens the same page in the browser.
      const desktop = action.uri ? { altUri: { desktop: action.uri } } : {}
      expect(text).toContain(JSON.stringify({ ...action, label, ...desktop }))
    }
  })

  test('refuses a card that passes its fields but is more than LINE takes', () => {
    const promises = Array.from({ length: 8 }, () => 'ก'.repeat(500))
    const questions = Array.from({ length: 10 }, () => ({
      text: 'ก'.repeat(200),
      rows: Array.from({ length: 12 }, () => ({ label: 'ก'.repeat(120), percent: 10 })),
    }))
    const invite = templates.sampleOf('poll-invite') as object
    expect(templates.render('poll-invite', { ...invite, promises }).type).toBe('flex')
    const data = { title: 'ผล', levelLabel: 'ลับ', threshold: 5, questions }
    const error = refusal(() => templates.render('poll-result', data))
    expect(error).toMatchObject({ code: 'MESSAGE_OVER_LIMIT', status: 422 })
    expect(error.data).toEqual([expect.objectContaining({ path: 'messages[0].contents' })])
  })

  test('shows nothing of a hidden poll result', () => {
    const base = { title: 'ผล', levelLabel: 'ลับ', threshold: 5 }
    const shown = JSON.stringify(
      templates.render('poll-result', { ...base, questions: [{ text: 'ข้อ 1', isHidden: true }] }),
    )
    expect(shown).toContain('ไม่แสดงผล เพื่อรักษาความลับของผู้ตอบ')
    const leaky = { text: 'ข้อ 1', isHidden: true, rows: [{ label: 'ก', percent: 100 }] }
    const few = { text: 'ข้อ 1', answered: 4, rows: [{ label: 'ก', percent: 100 }] }
    for (const question of [leaky, few]) {
      expect(refusal(() => templates.render('poll-result', { ...base, questions: [question] })).code).toBe(
        'TEMPLATE_DATA_INVALID',
      )
    }
  })

  test('gives a sample that a caller may change', () => {
    const sample = templates.sampleOf('notice') as Record<string, unknown>
    sample.title = 'อื่น'
    expect(templates.sampleOf('notice')).not.toMatchObject({ title: 'อื่น' })
  })
})

describe('a picture that is there already', () => {
  const own = `https://opdc.example/media/${'a'.repeat(64)}.jpg`
  const picture = { sentAs: 'image', alt: '5 ขั้นตอนการยืมทรัพย์สิน', pictureUrl: own, pictureRatio: '800:1200' }

  test('is sent as LINE’s own image where its author has chosen so, and otherwise on a card', () => {
    expect(templates.renderMessage('picture', picture)).toEqual({
      type: 'image',
      originalContentUrl: own,
      previewImageUrl: own,
    })
    expect(templates.renderMessage('picture', { ...picture, sentAs: 'card' })).toMatchObject({ type: 'flex' })
    const { sentAs: _, ...former } = picture
    expect(templates.renderMessage('picture', former)).toMatchObject({ type: 'flex', altText: picture.alt })
  })

  test.each([
    ['a button', { link: { label: 'เปิด', url: 'https://opdc.example/a.pdf' } }, 'link'],
    ['a band', { badge: 'ฉบับสาธิต' }, 'badge'],
    ['a picture that is not kept here', { pictureUrl: 'https://elsewhere.example/a.jpg' }, 'pictureUrl'],
    ['a document', { pictureUrl: own.replace('.jpg', '.pdf') }, 'pictureUrl'],
  ])('as an image is refused with %s, which LINE could not show', (_what, change, path) => {
    const error = refusal(() => templates.renderMessage('picture', { ...picture, ...change }))
    expect(error).toMatchObject({ code: 'TEMPLATE_DATA_INVALID', data: [expect.objectContaining({ path })] })
    expect(templates.renderMessage('picture', { ...picture, ...change, sentAs: 'card' }).type).toBe('flex')
  })
})
