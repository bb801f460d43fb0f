import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

const askMs = 500

/** Has a picture drawn, of one question or of all, and then leads to it. */
export function PictureButton({ pollId, question }: { pollId: string; question?: { key: string; rows: number } }) {
  const w = useWords(pollWords)
  const may = useMay()
  const make = useMutation(api.polls.picture.mutationOptions())
  const id = make.data?.id ?? null
  const picture = useQuery({
    ...api.pictures.get.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'waiting' ? false : askMs),
  })
  if (!may('polls.edit')) return null
  const { state, url } = picture.data ?? {}
  if (state === 'made' && url)
    return (
      <Button component="a" size="xs" href={url} target="_blank" rel="noreferrer">
        {w('pngOpen')}
      </Button>
    )
  if (state === 'refused') return <span className="quiet">{w('pngRefused')}</span>
  const isMaking = make.isPending || id !== null
  return (
    <Button
      size="xs"
      variant="default"
      loading={isMaking}
      onClick={() =>
        make.mutate({ id: pollId, ...(question && { question: question.key }), format: formatOf(question) })
      }
    >
      {w(isMaking ? 'pngMaking' : 'png')}
    </Button>
  )
}

/** A square is what a chat shows best; more options than it holds take a taller one. */
const formatOf = (question: { rows: number } | undefined) =>
  question === undefined ? 'story' : question.rows > 5 ? 'portrait' : 'square'
