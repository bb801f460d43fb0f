import { Alert, Button, Group } from '@mantine/core'

/** Says that a form goes on with the draft that this browser kept, and offers an empty one. */
export function DraftKept({ text, startOver, onStartOver }: { text: string; startOver: string; onStartOver(): void }) {
  return (
    <Alert variant="light" color="navy">
      <Group justify="space-between">
        {text}
        <Button variant="default" size="xs" onClick={onStartOver}>
          {startOver}
        </Button>
      </Group>
    </Alert>
  )
}
