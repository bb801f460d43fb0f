import { Button, Divider, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { beginLine } from '../api/sign-in.ts'
import { useWords } from '../words/define-words.ts'
import { keepPlace } from './kept-place.ts'
import { Refusal } from './refusal.tsx'
import { shellWords } from './words.ts'

/** Leaves for LINE; the page that was open is opened again afterwards. */
export function LineButton({ isFirst, leavesWords }: { isFirst: boolean; leavesWords: boolean }) {
  const w = useWords(shellWords)
  const begin = useMutation({
    mutationFn: beginLine,
    meta: { isToldInPlace: true },
    onSuccess: (url) => {
      keepPlace()
      location.assign(url)
    },
  })
  return (
    <>
      {begin.isError ? <Refusal error={begin.error} /> : null}
      <Button
        fullWidth
        variant={isFirst ? 'filled' : 'default'}
        onClick={() => begin.mutate()}
        // It stays so until the browser has left.
        loading={begin.isPending || begin.isSuccess}
      >
        {w('lineSignIn')}
      </Button>
      {leavesWords ? (
        <Text size="sm" c="dimmed">
          {w('lineLeaves')}
        </Text>
      ) : null}
      <Divider label={w('orByMail')} />
    </>
  )
}
