import { describe, expect, test } from 'vitest'
import { checkMessages } from '../../../../src/line/messages/check-messages.ts'
import {
  box,
  bubble,
  button,
  carousel,
  flex,
  flexText,
  image,
  postback,
  text,
  uri,
  validMessages,
  video,
  withBody,
  withQuickReply,
} from './sample-messages.ts'

const codesOf = (messages: unknown, options = {}) =>
  checkMessages(messages, options).map(({ path, code }) => `${code} ${path}`)
const body = (index: number, rest = '') => `messages[0].contents.body.contents[${index}]${rest}`

describe('checkMessages lets through', () => {
  test.each(Object.entries(validMessages))('%s', (_, messages) => {
    expect(checkMessages(messages)).toEqual([])
  })

  test('labels of Thai and emoji counted as people see them, not in UTF-16', () => {
    const thai = 'ที่'.repeat(20)
    const family = '👨‍👩‍👧‍👦'.repeat(20)
    expect(thai.length).toBeGreaterThan(20)
    expect(checkMessages(withQuickReply(postback({ label: thai }), postback({ label: family })))).toEqual([])
    expect(codesOf(withQuickReply(postback({ label: `${thai}ก` })))).toEqual([
      'TOO_LONG messages[0].quickReply.items[0].action.label',
    ])
  })

  test('http for media on loopback hosts only where it is allowed', () => {
    for (const host of ['localhost:3000', '127.0.0.1', '127.8.8.8:1', '[::1]:3002']) {
      const messages = withBody(image({ url: `http://${host}/media/a.png` }))
      expect(codesOf(messages)).toEqual([`URI_HTTP_LOOPBACK ${body(0, '.url')}`])
      expect(checkMessages(messages, { allowHttpLoopback: true })).toEqual([])
    }
    for (const host of [
      'example.go.th',
      'localhost.example.go.th',
      'localhost@example.go.th',
      '10.0.0.1',
      '127.0.0.1.nip.io',
    ]) {
      expect(codesOf(withBody(image({ url: `http://${host}/a.png` })), { allowHttpLoopback: true })).toEqual([
        `URI_SCHEME ${body(0, '.url')}`,
      ])
    }
  })
})

describe('checkMessages names', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  const action = (value: unknown) => withBody(button(value))
  const at = body(0, '.action')
  const mention = { type: 'mention', mentionee: { type: 'all' } }
  const emoji = { type: 'emoji', productId: 'p', emojiId: 'e' }
  const many = (count: number, what: unknown) =>
    Object.fromEntries(Array.from({ length: count }, (_, key) => [`k${key}`, what]))
  const v2 = (value: string, substitution?: object) => [{ type: 'textV2', text: value, substitution }]
  const box1 = (own: object) => withBody(box([], own))
  const text1 = (own: object) => withBody(flexText('ก', own))

  const cases: [string, unknown, string[]][] = [
    ['no array', { type: 'text' }, ['WRONG_TYPE messages']],
    ['undefined', undefined, ['NOT_JSON messages']],
    ['a cycle', cycle, ['NOT_JSON messages']],
    ['no message', [], ['TOO_FEW messages']],
    ['a sixth message', Array.from({ length: 6 }, () => text()), ['TOO_MANY messages']],
    ['a message that is null', [null], ['WRONG_TYPE messages[0]']],
    ['a message without a type', [{ text: 'a' }], ['REQUIRED messages[0].type']],
    [
      'a kind the bot does not send',
      [{ type: 'audio', originalContentUrl: 'https://a.th/a.m4a', duration: 1 }],
      ['UNKNOWN_KIND messages[0].type'],
    ],
    ['an unknown property', [text('a', { bogus: 1 })], ['UNKNOWN_PROPERTY messages[0].bogus']],
    ['a missing property', [{ type: 'sticker', packageId: '1' }], ['REQUIRED messages[0].stickerId']],
    ['null for a text', [{ type: 'text', text: null }], ['WRONG_TYPE messages[0].text']],
    ['an empty text', [text('')], ['EMPTY messages[0].text']],
    ['a text of 5,001', [text('ก'.repeat(5001))], ['TOO_LONG messages[0].text']],
    ['emoji counted twice in a text, as UTF-16 does', [text('😀'.repeat(2501))], ['TOO_LONG messages[0].text']],
    ['half an emoji', [text('ก\ud83d')], ['LONE_SURROGATE messages[0].text']],
    [
      'half an emoji in a name of a property',
      [text('ก', { '\udc00': 1 })],
      ['LONE_SURROGATE messages[0]', 'UNKNOWN_PROPERTY messages[0].\udc00'],
    ],
    ['NUL', [text('ก\0')], ['NUL_CHARACTER messages[0].text']],
    [
      '21 LINE emojis',
      [
        text('$'.repeat(21), {
          emojis: Array.from({ length: 21 }, (_, index) => ({ index, productId: 'p', emojiId: 'e' })),
        }),
      ],
      ['TOO_MANY messages[0].emojis'],
    ],
    [
      'an emoji without its $',
      [text('ab', { emojis: [{ index: 1, productId: 'p', emojiId: 'e' }] })],
      ['BAD_EMOJI messages[0]'],
    ],
    [
      'two emojis in one place',
      [
        text('$', {
          emojis: [
            { index: 0, productId: 'p', emojiId: 'e' },
            { index: 0, productId: 'p', emojiId: 'f' },
          ],
        }),
      ],
      ['BAD_EMOJI messages[0]'],
    ],
    ['a brace left open', v2('ก {'), ['BAD_SUBSTITUTION messages[0]']],
    ['a placeholder without substitution', v2('{who}'), ['BAD_SUBSTITUTION messages[0]']],
    ['a key that is too long', v2('ก', { [`k${'0'.repeat(20)}`]: mention }), ['BAD_SUBSTITUTION messages[0]']],
    ['101 substitutions', v2('ก', { ...many(101, emoji) }), ['TOO_MANY messages[0]', 'TOO_MANY messages[0]']],
    ['21 mentions', v2('{k0}'.repeat(21), many(1, mention)), ['TOO_MANY messages[0]']],
    ['21 emojis in textV2', v2('{k0}'.repeat(21), many(1, emoji)), ['TOO_MANY messages[0]']],
    [
      'a mention of no user id',
      v2('{a}', { a: { type: 'mention', mentionee: { type: 'user', userId: 'me' } } }),
      ['BAD_FORMAT messages[0].substitution.a.mentionee.userId'],
    ],
    ['a sender called LINE', [text('ก', { sender: { name: 'LINE สุจริต' } })], ['BARRED_WORD messages[0].sender.name']],
    ['a sender name of 21', [text('ก', { sender: { name: 'ก'.repeat(21) } })], ['TOO_LONG messages[0].sender.name']],
    [
      'an icon by http',
      [text('ก', { sender: { iconUrl: 'http://a.th/a.png' } })],
      ['URI_SCHEME messages[0].sender.iconUrl'],
    ],
    [
      '14 quick replies',
      withQuickReply(...Array.from({ length: 14 }, () => uri())),
      ['TOO_MANY messages[0].quickReply.items'],
    ],
    ['no quick reply', withQuickReply(), ['TOO_FEW messages[0].quickReply.items']],
    [
      'a quick reply without label',
      withQuickReply({ type: 'camera' }),
      ['REQUIRED messages[0].quickReply.items[0].action.label'],
    ],
    [
      'a rich menu switch outside a rich menu',
      withQuickReply({ type: 'richmenuswitch', label: 'a', richMenuAliasId: 'a', data: 'a' }),
      ['UNKNOWN_KIND messages[0].quickReply.items[0].action.type'],
    ],
    ['a camera action in a Flex', action({ type: 'camera', label: 'a' }), [`UNKNOWN_KIND ${at}.type`]],
    ['a button without label', action(uri({ label: undefined })), [`REQUIRED ${at}.label`]],
    ['a button label of 41', action(uri({ label: 'ก'.repeat(41) })), [`TOO_LONG ${at}.label`]],
    ['a hidden label of 41', withBody(image({ action: uri({ label: 'ก'.repeat(41) }) })), [`TOO_LONG ${at}.label`]],
    ['data of 301', action(postback({ data: 'ก'.repeat(301) })), [`TOO_LONG ${at}.data`]],
    ['data without value', action({ type: 'postback', label: 'a' }), [`REQUIRED ${at}.data`]],
    ['displayText of 301', action(postback({ displayText: 'ก'.repeat(301) })), [`TOO_LONG ${at}.displayText`]],
    [
      'fillInText of 301',
      action(postback({ inputOption: 'openKeyboard', fillInText: 'ก'.repeat(301) })),
      [`TOO_LONG ${at}.fillInText`],
    ],
    ['fillInText without keyboard', action(postback({ fillInText: 'ก' })), [`CONFLICT ${at}`]],
    ['displayText beside text', action(postback({ displayText: 'ก', text: 'ก' })), [`CONFLICT ${at}`]],
    [
      'a message action of 301',
      action({ type: 'message', label: 'a', text: 'ก'.repeat(301) }),
      [`TOO_LONG ${at}.text`],
    ],
    [
      'a clipboard text of 1,001',
      action({ type: 'clipboard', label: 'a', clipboardText: 'a'.repeat(1001) }),
      [`TOO_LONG ${at}.clipboardText`],
    ],
    ['an unknown input option', action(postback({ inputOption: 'open' })), [`NOT_ONE_OF ${at}.inputOption`]],
    [
      'a date written as a time',
      action({ type: 'datetimepicker', label: 'a', data: 'd', mode: 'date', initial: '08:00' }),
      [`BAD_FORMAT ${at}`],
    ],
    [
      'min after max',
      action({ type: 'datetimepicker', label: 'a', data: 'd', mode: 'time', min: '09:00', max: '08:00' }),
      [`OUT_OF_RANGE ${at}`],
    ],
    ['a URI of 1,001', action(uri({ uri: `https://a.th/${'a'.repeat(988)}` })), [`TOO_LONG ${at}.uri`]],
    ['a javascript URI', action(uri({ uri: 'javascript:alert(1)' })), [`URI_SCHEME ${at}.uri`]],
    [
      'a data URI for PC',
      action(uri({ altUri: { desktop: 'data:text/html,a' } })),
      [`URI_SCHEME ${at}.altUri.desktop`],
    ],
    ['a URI with Thai letters', action(uri({ uri: 'https://a.th/ก' })), [`URI_MALFORMED ${at}.uri`]],
    ['a URI with a blank', action(uri({ uri: 'https://a.th/a b' })), [`URI_MALFORMED ${at}.uri`]],
    ['a URI without host', action(uri({ uri: 'https:///a' })), [`URI_MALFORMED ${at}.uri`]],
    [
      'a picture by http',
      [{ type: 'image', originalContentUrl: 'http://a.th/a', previewImageUrl: 'https://a.th/a' }],
      ['URI_SCHEME messages[0].originalContentUrl'],
    ],
    [
      'a picture URL of 2,001',
      withBody(image({ url: `https://a.th/${'a'.repeat(1988)}` })),
      [`TOO_LONG ${body(0, '.url')}`],
    ],
    [
      'a tracking id with a blank',
      [{ type: 'video', originalContentUrl: 'https://a.th/a', previewImageUrl: 'https://a.th/a', trackingId: 'a b' }],
      ['BAD_FORMAT messages[0].trackingId'],
    ],
    ['an altText of 1,501', [flex(bubble(), { altText: 'ก'.repeat(1501) })], ['TOO_LONG messages[0].altText']],
    ['no altText', [flex(bubble(), { altText: undefined })], ['REQUIRED messages[0].altText']],
    ['a bubble of nothing', [flex({ type: 'bubble' })], ['REQUIRED messages[0].contents']],
    ['a bubble over 30,000 bytes, of Thai', withBody(flexText('ก'.repeat(10_000))), ['TOO_LARGE messages[0].contents']],
    [
      'a carousel over 50,000 bytes',
      [flex(carousel(...Array.from({ length: 3 }, () => bubble({ body: box([flexText('ก'.repeat(6000))]) }))))],
      ['TOO_LARGE messages[0].contents'],
    ],
    [
      '13 bubbles',
      [flex(carousel(...Array.from({ length: 13 }, () => bubble())))],
      ['TOO_MANY messages[0].contents.contents'],
    ],
    ['no bubble', [flex(carousel())], ['TOO_FEW messages[0].contents.contents']],
    [
      'bubbles of two sizes',
      [flex(carousel(bubble(), bubble({ size: 'kilo' })))],
      ['MIXED_BUBBLE_SIZES messages[0].contents.contents'],
    ],
    ['an unknown size', [flex(bubble({ size: 'huge' }))], ['NOT_ONE_OF messages[0].contents.size']],
    ['a text as hero', [flex(bubble({ hero: flexText() }))], ['UNKNOWN_KIND messages[0].contents.hero.type']],
    [
      'a text as body',
      [flex(bubble({ body: flexText() }))],
      [
        'NOT_ONE_OF messages[0].contents.body.type',
        'REQUIRED messages[0].contents.body.layout',
        'REQUIRED messages[0].contents.body.contents',
        'UNKNOWN_PROPERTY messages[0].contents.body.text',
      ],
    ],
    [
      'a video in a carousel',
      [flex(carousel(bubble({ hero: video() })))],
      ['NOT_ALLOWED_HERE messages[0].contents.contents[0].hero'],
    ],
    [
      'a video in a micro bubble',
      [flex(bubble({ size: 'micro', hero: video() }))],
      ['NOT_ALLOWED_HERE messages[0].contents.size'],
    ],
    ['a video in a body', withBody(video()), [`UNKNOWN_KIND ${body(0, '.type')}`]],
    [
      'a video without altContent',
      [flex(bubble({ hero: video({ altContent: undefined }) }))],
      ['REQUIRED messages[0].contents.hero.altContent'],
    ],
    [
      'a video that sends a postback',
      [flex(bubble({ hero: video({ action: { type: 'postback', data: 'a' } }) }))],
      [
        'NOT_ONE_OF messages[0].contents.hero.action.type',
        'REQUIRED messages[0].contents.hero.action.uri',
        'UNKNOWN_PROPERTY messages[0].contents.hero.action.data',
      ],
    ],
    [
      'a button in a baseline box',
      withBody(box([button(uri())], { layout: 'baseline' })),
      [`NOT_ALLOWED_HERE ${body(0, '.contents[0]')}`],
    ],
    [
      'an icon in a vertical box',
      withBody({ type: 'icon', url: 'https://a.th/a.png' }),
      [`NOT_ALLOWED_HERE ${body(0)}`],
    ],
    ['a span outside a text', withBody({ type: 'span', text: 'a' }), [`UNKNOWN_KIND ${body(0, '.type')}`]],
    [
      'a text inside a text',
      withBody({ type: 'text', contents: [flexText()] }),
      [`NOT_ONE_OF ${body(0, '.contents[0].type')}`],
    ],
    ['the deprecated filler', withBody({ type: 'filler' }), [`UNKNOWN_KIND ${body(0, '.type')}`]],
    ['a text of nothing', withBody({ type: 'text' }), [`REQUIRED ${body(0, '.text')}`]],
    ['an empty Flex text', withBody(flexText('')), [`EMPTY ${body(0, '.text')}`]],
    [
      '11 animated pictures',
      withBody(...Array.from({ length: 11 }, () => image({ animated: true }))),
      ['TOO_MANY messages[0].contents'],
    ],
    ['a box without layout', withBody(box([], { layout: undefined })), [`REQUIRED ${body(0, '.layout')}`]],
    ['an unknown layout', box1({ layout: 'grid' }), [`NOT_ONE_OF ${body(0, '.layout')}`]],
    ['a colour by name', text1({ color: 'red' }), [`BAD_FORMAT ${body(0, '.color')}`]],
    ['a colour of three digits', box1({ backgroundColor: '#fff' }), [`BAD_FORMAT ${body(0, '.backgroundColor')}`]],
    ['a text size in percent', text1({ size: '50%' }), [`BAD_FORMAT ${body(0, '.size')}`]],
    ['a text of size full', text1({ size: 'full' }), [`BAD_FORMAT ${body(0, '.size')}`]],
    ['a margin in percent', text1({ margin: '5%' }), [`BAD_FORMAT ${body(0, '.margin')}`]],
    ['a margin of 3xl', text1({ margin: '3xl' }), [`BAD_FORMAT ${body(0, '.margin')}`]],
    ['a negative padding', box1({ paddingAll: '-1px' }), [`BAD_FORMAT ${body(0, '.paddingAll')}`]],
    ['a width without unit', box1({ width: '30' }), [`BAD_FORMAT ${body(0, '.width')}`]],
    ['a border of an unknown width', box1({ borderWidth: 'thin' }), [`BAD_FORMAT ${body(0, '.borderWidth')}`]],
    ['a corner of an unknown radius', box1({ cornerRadius: '3xl' }), [`BAD_FORMAT ${body(0, '.cornerRadius')}`]],
    [
      'a gradient of 360deg',
      box1({ background: { type: 'linearGradient', angle: '360deg', startColor: '#000000', endColor: '#ffffff' } }),
      [`BAD_FORMAT ${body(0, '.background.angle')}`],
    ],
    [
      'a gradient without colours',
      box1({ background: { type: 'linearGradient', angle: '0deg' } }),
      [`REQUIRED ${body(0, '.background.startColor')}`, `REQUIRED ${body(0, '.background.endColor')}`],
    ],
    ['a negative flex', text1({ flex: -1 }), [`OUT_OF_RANGE ${body(0, '.flex')}`]],
    ['half a flex', text1({ flex: 0.5 }), [`WRONG_TYPE ${body(0, '.flex')}`]],
    ['a picture taller than 1:3', withBody(image({ aspectRatio: '1:3.1' })), [`BAD_FORMAT ${body(0, '.aspectRatio')}`]],
    ['a ratio of 0', withBody(image({ aspectRatio: '0:0' })), [`BAD_FORMAT ${body(0, '.aspectRatio')}`]],
    ['a ratio over 100,000', withBody(image({ aspectRatio: '100001:1' })), [`BAD_FORMAT ${body(0, '.aspectRatio')}`]],
  ]
  test.each(cases)('%s', (_, messages, expected) => {
    expect(codesOf(messages)).toEqual(expected)
  })

  test.each([60, 3000, 100_000])('boxes nested %i deep, without exhausting the stack', (levels) => {
    let nested: unknown = flexText()
    for (let level = 0; level < levels; level += 1) nested = box([nested])
    expect(codesOf(withBody(nested))[0]).toMatch(/^(NESTED_TOO_DEEP|NOT_JSON) /)
  })

  test('several problems of one send at once', () => {
    expect(
      codesOf([text(''), flex(bubble(), { altText: '' }), { type: 'sticker', packageId: 'x', stickerId: '1' }]),
    ).toEqual(['EMPTY messages[0].text', 'EMPTY messages[1].altText', 'BAD_FORMAT messages[2].packageId'])
  })
})
