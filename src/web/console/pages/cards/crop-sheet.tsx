import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { Sheet } from '../../parts/sheet.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { type CropPart, type CropShape, cropPart, ratioOf, type Size } from './crop-rules.ts'
import { cardWords } from './words.ts'

const step = 0.05

/** The part of a picture that the card shows: dragged, or moved by arrow keys, and made larger. */
export function CropSheet({
  address,
  shapes,
  isSending,
  error,
  onDone,
  onClose,
}: {
  address: string
  shapes: CropShape[]
  isSending: boolean
  error?: string | undefined
  onDone: (part: CropPart, shape: CropShape) => void
  onClose: () => void
}) {
  const w = useWords(cardWords)
  const t = useWords(common)
  const [size, setSize] = useState<Size>()
  const [isBroken, setIsBroken] = useState(false)
  const [shape, setShape] = useState<CropShape>(shapes[0] ?? 'square')
  const [zoom, setZoom] = useState(1)
  const [middle, setMiddle] = useState({ x: 0.5, y: 0.5 })
  const frame = useRef<HTMLDivElement>(null)
  const part = size && cropPart(size, shape, zoom, middle)

  function move(x: number, y: number) {
    if (!part) return
    // From where the part is, not from where it was asked to go: at an edge the other way answers at once.
    setMiddle({ x: part.x + part.width / 2 + x * part.width, y: part.y + part.height / 2 + y * part.height })
  }
  function moveByKey(event: KeyboardEvent) {
    const ways: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    }
    const way = ways[event.key]
    if (!way) return
    event.preventDefault()
    move(...way)
  }
  function drag(event: PointerEvent) {
    const box = frame.current?.getBoundingClientRect()
    if (event.buttons !== 1 || !box) return
    move(-event.movementX / box.width, -event.movementY / box.height)
  }

  return (
    <Sheet opened onClose={onClose} title={w('crop')} size="lg">
      <Stack>
        {isBroken ? (
          <Alert color="red" variant="light" role="alert">
            {w('notAPicture')}
          </Alert>
        ) : (
          <>
            {shapes.length > 1 ? (
              <SegmentedControl
                value={shape}
                onChange={(value) => setShape(value as CropShape)}
                data={shapes.map((value) => ({ value, label: w(`shape_${value}`) }))}
                aria-label={w('shape')}
              />
            ) : null}
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no keys of its own */}
            <div
              ref={frame}
              className="crop-frame"
              role="group"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: moved by arrow keys
              tabIndex={0}
              aria-label={w('cropHelp')}
              onKeyDown={moveByKey}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={drag}
              style={size ? { aspectRatio: String(ratioOf(shape, size)) } : undefined}
            >
              <img
                src={address}
                alt=""
                draggable={false}
                onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                  setSize({ width: naturalWidth, height: naturalHeight })
                }
                onError={() => setIsBroken(true)}
                style={
                  part && {
                    width: `${100 / part.width}%`,
                    height: `${100 / part.height}%`,
                    left: `${(-part.x / part.width) * 100}%`,
                    top: `${(-part.y / part.height) * 100}%`,
                  }
                }
              />
            </div>
            <Text size="sm" c="dimmed">
              {w('cropHelp')}
            </Text>
            <label className="crop-zoom">
              {w('zoom')}
              <input
                type="range"
                min={1}
                max={4}
                step={0.05}
                value={zoom}
                onChange={(event) => setZoom(Number(event.currentTarget.value))}
              />
            </label>
            <Text size="sm">{w('openToAll')}</Text>
          </>
        )}
        {error ? (
          <Alert color="red" variant="light" role="alert">
            {error}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!part || isBroken} loading={isSending} onClick={() => part && onDone(part, shape)}>
            {w('usePicture')}
          </Button>
        </Group>
      </Stack>
    </Sheet>
  )
}
