import { Anchor, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core'
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { PictureFormat } from '../../../../contracts/api/pictures.ts'
import { isPictureSize } from '../../../../contracts/picture-sizes.ts'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { Panel } from '../../parts/page.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { nameField } from '../../words/field-words.ts'
import { cardWords } from './words.ts'

const formats: PictureFormat[] = ['square', 'portrait', 'wide', 'story', 'a4', 'a3']

/** The card drawn as a picture in the shapes that were asked for, and as a sheet for the notice board. */
export function CardPictures({ id, isApproved }: { id: string; isApproved: boolean }) {
  const w = useWords(cardWords)
  const t = useWords(common)
  const may = useMay()
  const queryClient = useQueryClient()
  const [chosen, setChosen] = useState<PictureFormat[]>(['square'])
  const pictures = useQueries({
    queries: formats.map((size) => {
      const options = api.contentPictures.getPicture.queryOptions({
        input: { id, size },
        refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 1000 : false),
      })
      // Those of the draft are others: approved, it does not show them until the new ones are known.
      return { ...options, queryKey: [...options.queryKey, isApproved] as unknown as typeof options.queryKey }
    }),
  })
  const make = useMutation(
    api.contentPictures.makePictures.mutationOptions({
      onSettled: () => void queryClient.invalidateQueries({ queryKey: api.contentPictures.key() }),
    }),
  )
  if (pictures.some(({ error }) => error)) return null // a kind of card that has no picture
  const known = pictures.flatMap(({ data }) => (data && data.state !== 'none' ? [data] : []))
  return (
    <Panel title={w('pictures')}>
      <Stack>
        {known.length > 0 ? (
          <ul className="rows">
            {known.map(({ format, state, url, cuts }) => (
              <li key={format}>
                <div className="row">
                  {/* Its name stands beside it. */}
                  {url && isPictureSize(format) ? (
                    <img src={url} alt="" loading="lazy" className="picture-thumbnail" />
                  ) : null}
                  <span className="row-main">
                    {w(`size_${format}`)}
                    {cuts.length > 0 ? (
                      <List size="sm">
                        {cuts.map(({ field, cutLetters }) => (
                          <List.Item key={field}>
                            {t('cutBy', { field: nameField(field), count: cutLetters })}
                          </List.Item>
                        ))}
                      </List>
                    ) : null}
                  </span>
                  {/* The picture of a draft has its band across. */}
                  {url && isApproved && may('contents.edit') && isPictureSize(format) ? (
                    <Anchor component={Link} to={`/cards/new?imageOf=${id}&size=${format}`}>
                      {w('sendAsImage')}
                    </Anchor>
                  ) : null}
                  {url ? (
                    <Anchor href={url} target="_blank" rel="noreferrer">
                      {w('openPicture')}
                    </Anchor>
                  ) : (
                    <Text c={state === 'refused' ? 'var(--bad)' : 'dimmed'} role="status">
                      {w(state === 'refused' ? 'pictureRefused' : 'pictureWaiting')}
                    </Text>
                  )}
                </div>
              </li>
            ))}
          </ul>
        ) : (
          <Text c="dimmed">{w('noPictures')}</Text>
        )}
        {may('contents.edit') ? (
          <>
            <Checkbox.Group label={w('sizes')} value={chosen} onChange={(value) => setChosen(value as PictureFormat[])}>
              <Group gap="md" mt="xs">
                {formats.map((format) => (
                  <Checkbox key={format} value={format} label={w(`size_${format}`)} />
                ))}
              </Group>
            </Checkbox.Group>
            <Group>
              <Button
                variant="default"
                disabled={chosen.length === 0}
                loading={make.isPending}
                onClick={() => make.mutate({ id, sizes: chosen })}
              >
                {w('makePictures')}
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </Panel>
  )
}
