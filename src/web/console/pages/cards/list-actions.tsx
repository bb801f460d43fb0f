import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconCalendarStats,
  IconChartBar,
  IconDots,
  IconDownload,
  IconFileImport,
  IconPhoto,
  IconPlus,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMay } from '../../api/me.ts'
import { useWords } from '../../words/define-words.ts'
import { DigestSheet } from './digest-sheet.tsx'
import { exchangeWords } from './exchange-words.ts'
import { FiguresSheet } from './figures-sheet.tsx'
import { cardWords } from './words.ts'

/** What begins a card, and behind the dots what takes many in or out. */
export function ListActions() {
  const w = useWords(cardWords)
  const e = useWords(exchangeWords)
  const mayEdit = useMay()('contents.edit')
  const [isDigest, setIsDigest] = useState(false)
  const [isFigures, setIsFigures] = useState(false)
  return (
    <>
      {mayEdit ? (
        <>
          <Button component={Link} to="/cards/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {w('new')}
          </Button>
          <Button
            component={Link}
            to="/cards/new?template=picture"
            variant="default"
            leftSection={<IconPhoto size={18} aria-hidden />}
          >
            {w('sendPicture')}
          </Button>
        </>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={e('more')}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit ? (
            <>
              <Menu.Item leftSection={<IconCalendarStats size={18} />} onClick={() => setIsDigest(true)}>
                {e('digest')}
              </Menu.Item>
              <Menu.Item leftSection={<IconChartBar size={18} />} onClick={() => setIsFigures(true)}>
                {e('figures')}
              </Menu.Item>
              <Menu.Item component={Link} to="/cards/import" leftSection={<IconFileImport size={18} />}>
                {e('importTitle')}
              </Menu.Item>
            </>
          ) : null}
          {(['xlsx', 'yaml'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={`/api/v1/contents/export?format=${format}`}
              download
              leftSection={<IconDownload size={18} />}
            >
              {e(format === 'xlsx' ? 'exportSheet' : 'exportYaml')}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isFigures ? <FiguresSheet onClose={() => setIsFigures(false)} /> : null}
      {isDigest ? <DigestSheet onClose={() => setIsDigest(false)} /> : null}
    </>
  )
}
