import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ImportPreview } from '../../../../contracts/api/contents.ts'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { readAsBase64 } from '../../parts/read-file.ts'
import { tell } from '../../parts/tell.ts'
import { useTemplateName } from '../../parts/template-name.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import { exchangeWords } from './exchange-words.ts'

const mostBytes = 10_000_000
type CardFile = { name: string; file: string }

/** Cards from a sheet or from YAML documents: what would change is shown first, and all is taken in or nothing. */
export default function CardImportPage() {
  const w = useWords(exchangeWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<CardFile[]>([])
  const [problem, setProblem] = useState<string>()
  const preview = useMutation(api.contents.previewImport.mutationOptions({ meta: { isToldInPlace: true } }))
  const take = useMutation(
    api.contents.import.mutationOptions({
      onSuccess({ counts }) {
        tell(w('imported', { count: counts.new + counts.changed }))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
        void navigate('/cards')
      },
    }),
  )

  function whyNot(chosen: File[]): string | undefined {
    if (chosen.reduce((total, { size }) => total + size, 0) > mostBytes) return w('tooLarge')
    const empty = chosen.filter(({ size }) => size === 0)
    return empty.length > 0 ? w('emptyFile', { names: empty.map(({ name }) => name).join(' · ') }) : undefined
  }

  async function choose(chosen: File[]) {
    preview.reset()
    setFiles([])
    const refusal = whyNot(chosen)
    setProblem(refusal)
    if (refusal || chosen.length === 0) return
    const read = await Promise.all(
      chosen.map(async (file) => ({ name: file.name.slice(0, 200), file: await readAsBase64(file) })),
    )
    setFiles(read)
    preview.mutate({ files: read })
  }

  const told = problem ?? (preview.error ? describeError(preview.error) : undefined)
  const isGood = preview.data && preview.data.errorCount === 0
  const changes = preview.data ? preview.data.counts.new + preview.data.counts.changed : 0
  return (
    <Page title={w('importTitle')} lead={w('importLead')} backTo={{ to: '/cards', label: w('cards') }}>
      <Panel title={w('file')}>
        <Stack align="flex-start">
          <Text c="dimmed">{w('fileHelp')}</Text>
          <Button
            variant="default"
            leftSection={<IconFileImport size={18} aria-hidden />}
            loading={preview.isPending}
            onClick={() => input.current?.click()}
          >
            {w('chooseFiles')}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept=".xlsx,.csv,.yaml,.yml"
            aria-label={w('chooseFiles')}
            onChange={(event) => {
              const chosen = [...(event.currentTarget.files ?? [])]
              event.currentTarget.value = ''
              void choose(chosen)
            }}
          />
          {files.length > 0 ? <Text className="anywhere">{files.map(({ name }) => name).join(' · ')}</Text> : null}
          {told ? (
            <Text c="var(--bad)" role="alert">
              {told}
            </Text>
          ) : null}
        </Stack>
      </Panel>
      {preview.data ? <Preview preview={preview.data} /> : null}
      {isGood ? (
        <Group>
          <Button disabled={changes === 0} loading={take.isPending} onClick={() => take.mutate({ files })}>
            {changes === 0 ? w('nothingNew') : w('import', { count: changes })}
          </Button>
        </Group>
      ) : null}
    </Page>
  )
}

function Preview({ preview: { items, counts, errors, errorCount } }: { preview: ImportPreview }) {
  const w = useWords(exchangeWords)
  const nameOf = useTemplateName()
  if (errorCount > 0)
    return (
      <Panel title={w('errors', { count: errorCount })}>
        <Alert color="red" variant="light" mb="md" role="alert">
          {w('errorsHelp')}
        </Alert>
        <WideTable label={w('errorTable')} minWidth={520}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{w('place')}</Table.Th>
              <Table.Th>{w('value')}</Table.Th>
              <Table.Th>{w('problem')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {errors.map(({ file, row, cell, field, value, text }) => (
              <Table.Tr key={`${file} ${cell ?? row} ${field}`}>
                <Table.Th scope="row">{[file, cell ?? (row === null ? '' : w('row', { n: row }))].join(' ')}</Table.Th>
                <Table.Td className="anywhere">{value}</Table.Td>
                <Table.Td>{text}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      </Panel>
    )
  return (
    <Panel title={w('preview')}>
      <Text mb="sm" className="number">
        {w('counts', counts)}
      </Text>
      <ul className="rows">
        {items
          .filter(({ change }) => change !== 'same')
          .map(({ code, title, template, change }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two cards of a file may have the same name
            <li key={place}>
              <div className="row">
                <span className="row-main">
                  <span className="row-title">{title}</span>
                  <br />
                  <span className="quiet">{[nameOf(template), code].filter(Boolean).join(' · ')}</span>
                </span>
                <span className="row-aside">{w(change)}</span>
              </div>
            </li>
          ))}
      </ul>
    </Panel>
  )
}
