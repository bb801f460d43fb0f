import fc from 'fast-check'

// Messages that LINE takes, made at random: every property the checker knows, with values from all over its range.

const thai = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'กขคงจฉ าิีุู่้์0123 😀', 'ที่', 'น้ำ') })
const graphemes = (max: number) =>
  fc.array(fc.constantFrom('ก', 'ที่', '😀', 'a'), { minLength: 1, maxLength: max }).map((parts) => parts.join(''))
const path = fc.string({ maxLength: 40, unit: fc.constantFrom(...'abc/-_.~019', '%E0%B8%81') })
const media = path.map((rest) => `https://media.example.go.th/${rest}`)
const uri = fc.oneof(
  media,
  path.map((rest) => `http://example.go.th/${rest}?a=1#b`),
  fc.constantFrom('tel:021234567', 'line://ti/p/@sucharit', 'https://liff.line.me/1-a'),
)

const pixels = fc.oneof(
  fc.nat(500).map((n) => `${n}px`),
  fc.constant('12.5px'),
)
const percent = fc.nat(100).map((n) => `${n}%`)
const step = fc.constantFrom('xs', 'sm', 'md', 'lg', 'xl', 'xxl')
const gap = fc.oneof(step, fc.constant('none'), pixels)
const inset = fc.oneof(gap, percent)
const length = fc.oneof(pixels, percent)
const fontSize = fc.oneof(step, fc.constantFrom('xxs', '3xl', '4xl', '5xl'), pixels)
const colour = fc.oneof(
  fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`),
  fc.constant('#00000080'),
)
const ratio = fc
  .tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 3 }))
  .map(([w, times]) => `${w}:${Math.min(100_000, w * times)}`)

/** Optional properties are left out or given, each by itself. */
function shape(required: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>> = {}) {
  return fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<
    Record<string, unknown>
  >
}

function actionsWith(label: Record<string, fc.Arbitrary<unknown>>, hidden: Record<string, fc.Arbitrary<unknown>> = {}) {
  const kind = (type: string, required: Record<string, fc.Arbitrary<unknown>>, optional = {}) =>
    shape({ type: fc.constant(type), ...label, ...required }, { ...hidden, ...optional })
  return [
    kind(
      'postback',
      { data: thai },
      { displayText: graphemes(300), inputOption: fc.constantFrom('closeRichMenu', 'openVoice') },
    ),
    kind('postback', { data: thai, inputOption: fc.constant('openKeyboard') }, { fillInText: graphemes(300) }),
    kind('message', { text: graphemes(300) }),
    kind('uri', { uri }, { altUri: shape({ desktop: uri }) }),
    kind(
      'datetimepicker',
      { data: thai, mode: fc.constant('datetime') },
      { initial: fc.constant('2026-11-22T08:30'), max: fc.constant('2100-12-31T23:59') },
    ),
    kind('clipboard', { clipboardText: thai }),
  ]
}

const buttonAction = fc.oneof(...actionsWith({ label: graphemes(40) }))
const tapAction = fc.oneof(...actionsWith({}, { label: graphemes(40) }))
const quickReplyLabel = { label: graphemes(20) }
const quickReplyAction = fc.oneof(
  ...actionsWith(quickReplyLabel),
  ...['camera', 'cameraRoll', 'location'].map((type) => shape({ type: fc.constant(type), ...quickReplyLabel })),
)

const placing = {
  margin: gap,
  position: fc.constantFrom('relative', 'absolute'),
  offsetTop: inset,
  offsetBottom: inset,
  offsetStart: inset,
  offsetEnd: inset,
}
const lettering = {
  size: fontSize,
  color: colour,
  weight: fc.constantFrom('regular', 'bold'),
  style: fc.constantFrom('normal', 'italic'),
  decoration: fc.constantFrom('none', 'underline', 'line-through'),
}
const align = fc.constantFrom('start', 'end', 'center')
const gravity = fc.constantFrom('top', 'bottom', 'center')
const flex = fc.nat(10)

const textOptions = {
  flex,
  align,
  gravity,
  wrap: fc.boolean(),
  lineSpacing: pixels,
  maxLines: fc.nat(5),
  adjustMode: fc.constant('shrink-to-fit'),
  scaling: fc.boolean(),
  action: tapAction,
  ...placing,
  ...lettering,
}
const span = shape({ type: fc.constant('span'), text: thai }, lettering)
const text = fc.oneof(
  shape({ type: fc.constant('text'), text: thai }, textOptions),
  shape({ type: fc.constant('text'), contents: fc.array(span, { minLength: 1, maxLength: 3 }) }, textOptions),
)
const icon = shape(
  { type: fc.constant('icon'), url: media },
  { size: fontSize, aspectRatio: ratio, scaling: fc.boolean(), ...placing },
)
const image = shape(
  { type: fc.constant('image'), url: media },
  {
    flex,
    align,
    gravity,
    size: fc.oneof(fontSize, fc.constant('full'), percent),
    aspectRatio: ratio,
    aspectMode: fc.constantFrom('fit', 'cover'),
    backgroundColor: colour,
    action: tapAction,
    ...placing,
  },
)
const button = shape(
  { type: fc.constant('button'), action: buttonAction },
  {
    flex,
    height: fc.constantFrom('sm', 'md'),
    style: fc.constantFrom('primary', 'secondary', 'link'),
    color: colour,
    gravity,
    adjustMode: fc.constant('shrink-to-fit'),
    scaling: fc.boolean(),
    ...placing,
  },
)
const separator = shape({ type: fc.constant('separator') }, { margin: gap, color: colour })
const background = shape(
  {
    type: fc.constant('linearGradient'),
    angle: fc.nat(359).map((n) => `${n}deg`),
    startColor: colour,
    endColor: colour,
  },
  { centerColor: colour, centerPosition: percent },
)
const boxOptions = {
  flex,
  spacing: gap,
  backgroundColor: colour,
  background,
  borderColor: colour,
  borderWidth: fc.oneof(pixels, fc.constantFrom('none', 'light', 'semi-bold')),
  cornerRadius: gap,
  width: length,
  maxWidth: length,
  height: length,
  maxHeight: length,
  paddingAll: inset,
  paddingTop: inset,
  paddingBottom: inset,
  paddingStart: inset,
  paddingEnd: inset,
  justifyContent: fc.constantFrom('center', 'flex-start', 'space-evenly'),
  alignItems: fc.constantFrom('center', 'flex-start', 'flex-end'),
  action: tapAction,
  ...placing,
}
const baseline = shape(
  {
    type: fc.constant('box'),
    layout: fc.constant('baseline'),
    contents: fc.array(fc.oneof(icon, text), { maxLength: 3 }),
  },
  boxOptions,
)
const boxOf = (child: fc.Arbitrary<unknown>) =>
  shape(
    {
      type: fc.constant('box'),
      layout: fc.constantFrom('horizontal', 'vertical'),
      contents: fc.array(child, { maxLength: 3 }),
    },
    boxOptions,
  )
const leaf = fc.oneof(text, image, button, separator, baseline)
const box = fc.oneof(boxOf(leaf), boxOf(fc.oneof(leaf, boxOf(leaf))))

const blockStyle = shape({}, { backgroundColor: colour, separator: fc.boolean(), separatorColor: colour })
const bubbleOptions = {
  direction: fc.constantFrom('ltr', 'rtl'),
  header: box,
  footer: box,
  styles: shape({}, { header: blockStyle, hero: blockStyle, body: blockStyle, footer: blockStyle }),
  action: tapAction,
}
const bubbleOf = (size: string) =>
  shape(
    { type: fc.constant('bubble'), size: fc.constant(size), body: box },
    { hero: fc.oneof(image, box), ...bubbleOptions },
  )
const size = fc.constantFrom('nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga')
const video = shape(
  { type: fc.constant('video'), url: media, previewUrl: media, altContent: fc.oneof(image, box) },
  { aspectRatio: ratio, action: shape({ type: fc.constant('uri'), uri }) },
)
const container = fc.oneof(
  size.chain(bubbleOf),
  shape(
    { type: fc.constant('bubble'), hero: video },
    { ...bubbleOptions, size: fc.constantFrom('kilo', 'mega', 'giga') },
  ),
  size.chain((one) =>
    shape({ type: fc.constant('carousel'), contents: fc.array(bubbleOf(one), { minLength: 1, maxLength: 3 }) }),
  ),
)

const common = {
  quickReply: shape({
    items: fc.array(shape({ type: fc.constant('action'), action: quickReplyAction }, { imageUrl: media }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  sender: shape({}, { name: fc.constantFrom('สุจริต', 'ก'.repeat(20)), iconUrl: media }),
}
const message = fc.oneof(
  shape({ type: fc.constant('text'), text: thai }, { quoteToken: fc.constant('q'), ...common }),
  shape(
    {
      type: fc.constant('textV2'),
      text: fc.constant('{a} {{b}}'),
      substitution: fc.constant({ a: { type: 'mention', mentionee: { type: 'all' } } }),
    },
    common,
  ),
  shape({ type: fc.constant('sticker'), packageId: fc.constant('446'), stickerId: fc.constant('1988') }, common),
  shape({ type: fc.constant('image'), originalContentUrl: media, previewImageUrl: media }, common),
  shape(
    { type: fc.constant('video'), originalContentUrl: media, previewImageUrl: media },
    { trackingId: fc.constant('v-1'), ...common },
  ),
  shape({ type: fc.constant('flex'), altText: thai, contents: container }, common),
)

export const validMessages = fc.array(message, { minLength: 1, maxLength: 2 })

/** Bubbles and carousels. */
export const validFlex = container
