// Messages written by hand that LINE takes. Each test changes a copy.
const https = 'https://media.example.go.th/a.png'

export const text = (value = 'สวัสดี', own: object = {}) => ({ type: 'text', text: value, ...own })
export const flexText = (value = 'สวัสดี', own: object = {}) => ({ type: 'text', text: value, ...own })
export const box = (contents: unknown[], own: object = {}) => ({ type: 'box', layout: 'vertical', contents, ...own })
export const bubble = (own: object = {}) => ({ type: 'bubble', body: box([flexText()]), ...own })
export const flex = (contents: unknown = bubble(), own: object = {}) => ({
  type: 'flex',
  altText: 'การ์ดวันนี้',
  contents,
  ...own,
})
export const carousel = (...contents: unknown[]) => ({ type: 'carousel', contents })
export const button = (action: unknown, own: object = {}) => ({ type: 'button', action, ...own })
export const image = (own: object = {}) => ({ type: 'image', url: https, ...own })
export const uri = (own: object = {}) => ({ type: 'uri', label: 'เปิดดู', uri: 'https://example.go.th/', ...own })
export const postback = (own: object = {}) => ({ type: 'postback', label: 'เลือก', data: 'menu/1', ...own })
export const withBody = (...contents: unknown[]) => [flex(bubble({ body: box(contents) }))]
export const withQuickReply = (...actions: unknown[]) => [
  text('เลือกได้', { quickReply: { items: actions.map((action) => ({ type: 'action', action })) } }),
]
export const video = (own: object = {}) => ({
  type: 'video',
  url: 'https://media.example.go.th/a.mp4',
  previewUrl: https,
  altContent: image({ size: 'full', aspectRatio: '20:13', aspectMode: 'cover' }),
  aspectRatio: '20:13',
  ...own,
})

export const validMessages: Record<string, unknown[]> = {
  text: [text()],
  'text of 5,000 characters': [text('ก'.repeat(5000))],
  'five messages': [text(), text(), text(), text(), text()],
  'LINE emojis': [
    text('$ สวัสดี $', {
      emojis: [0, 9].map((index) => ({ index, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' })),
    }),
  ],
  'quote and sender': [text('ก', { quoteToken: 'abc', sender: { name: 'สุจริต', iconUrl: https } })],
  textV2: [
    {
      type: 'textV2',
      text: '{{เรียน}} {who} และ {all} {smile}',
      substitution: {
        who: { type: 'mention', mentionee: { type: 'user', userId: `U${'1'.repeat(32)}` } },
        all: { type: 'mention', mentionee: { type: 'all' } },
        smile: { type: 'emoji', productId: '5ac1bfd5040ab15980c9b435', emojiId: '002' },
      },
    },
  ],
  sticker: [{ type: 'sticker', packageId: '446', stickerId: '1988' }],
  image: [{ type: 'image', originalContentUrl: https, previewImageUrl: https }],
  video: [
    {
      type: 'video',
      originalContentUrl: 'https://example.go.th/%E0%B8%81.mp4',
      previewImageUrl: https,
      trackingId: 'v-1',
    },
  ],
  'quick reply of every action': withQuickReply(
    postback({ displayText: 'เลือกแล้ว', inputOption: 'openKeyboard', fillInText: 'ข้อเสนอ' }),
    { type: 'message', label: 'เมนู', text: 'เมนู' },
    uri({ uri: 'tel:021234567' }),
    {
      type: 'datetimepicker',
      label: 'วัน',
      data: 'd',
      mode: 'date',
      initial: '2026-11-22',
      min: '2026-01-01',
      max: '2026-12-31',
    },
    { type: 'datetimepicker', label: 'เวลา', data: 'd', mode: 'time', initial: '08:30' },
    { type: 'clipboard', label: 'คัดลอก', clipboardText: 'ก'.repeat(1000) },
    { type: 'camera', label: 'กล้อง' },
    { type: 'cameraRoll', label: 'รูป' },
    { type: 'location', label: 'ที่ตั้ง' },
  ),
  'smallest Flex': [flex()],
  'Flex with everything': [
    flex(
      bubble({
        size: 'giga',
        direction: 'ltr',
        header: box(
          [
            flexText('หัวเรื่อง', {
              weight: 'bold',
              size: '18px',
              color: '#0B3D2E',
              decoration: 'underline',
              style: 'italic',
            }),
          ],
          {
            paddingAll: '12px',
            backgroundColor: '#FFFFFFAA',
          },
        ),
        hero: image({
          size: 'full',
          aspectRatio: '1.91:1',
          aspectMode: 'cover',
          action: uri({ label: undefined }),
          animated: true,
        }),
        body: box(
          [
            box(
              [
                { type: 'icon', url: https, size: 'sm', offsetTop: '2px' },
                flexText('ควรทำ', { flex: 0, margin: 'md' }),
              ],
              {
                layout: 'baseline',
                spacing: 'sm',
              },
            ),
            { type: 'separator', margin: 'lg', color: '#cccccc' },
            {
              type: 'text',
              wrap: true,
              lineSpacing: '4px',
              maxLines: 3,
              adjustMode: 'shrink-to-fit',
              scaling: true,
              contents: [
                { type: 'span', text: '90.47', size: 'xxl', weight: 'bold' },
                { type: 'span', text: ' คะแนน' },
              ],
            },
            box([], {
              width: '30%',
              height: '8px',
              cornerRadius: 'md',
              borderWidth: 'semi-bold',
              borderColor: '#000000',
              background: {
                type: 'linearGradient',
                angle: '90deg',
                startColor: '#FFFF00',
                endColor: '#0080ff',
                centerColor: '#00FF00',
                centerPosition: '10%',
              },
            }),
          ],
          { justifyContent: 'space-evenly', alignItems: 'center', position: 'relative', offsetStart: '5%' },
        ),
        footer: box([
          button(uri({ altUri: { desktop: 'https://example.go.th/pc' } }), {
            style: 'primary',
            height: 'sm',
            color: '#0B3D2E',
            gravity: 'center',
          }),
        ]),
        styles: { header: { backgroundColor: '#ffffff' }, footer: { separator: true, separatorColor: '#000000' } },
        action: uri(),
      }),
    ),
  ],
  'carousel of 12': [flex(carousel(...Array.from({ length: 12 }, () => bubble({ size: 'kilo' }))))],
  'carousel where mega is left out once': [flex(carousel(bubble(), bubble({ size: 'mega' })))],
  'video as hero': [flex({ type: 'bubble', size: 'kilo', hero: video({ action: uri() }) })],
}
