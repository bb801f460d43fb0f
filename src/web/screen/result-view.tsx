import { type PollLanguage, stepsOf } from '../../contracts/question-steps.ts'
import type { RoomState } from '../../contracts/room.ts'
import { Bars } from './bars.tsx'
import { NpsView } from './nps-view.tsx'
import { ScaleView } from './scale-view.tsx'
import { ThemeList } from './theme-list.tsx'
import { WordCloud } from './word-cloud.tsx'
import { words } from './words.ts'

/** The picture of one question's answers. What may not be shown yet stands as its empty form, with one line that says so. */
export function ResultView({ room, language }: { room: RoomState; language: PollLanguage }) {
  const t = words[language]
  const { question, result } = room
  const isShown = result !== null && !result.isHidden
  const rows = isShown ? result.rows : []
  const steps = stepsOf(question, language)
  const notice = result === null ? t.hidden : t.suppressed

  if (question.kind === 'word' || question.kind === 'text') {
    if (rows.length === 0) return <p className="notice notice-alone">{isShown ? t.moderated : notice}</p>
    return question.kind === 'word' ? <WordCloud rows={rows} /> : <ThemeList rows={rows} />
  }

  return (
    <>
      {question.kind === 'nps' && <NpsView steps={steps} result={isShown ? result : undefined} words={t} />}
      {(question.kind === 'scale' || question.kind === 'agreement') && (
        <ScaleView question={question} steps={steps} result={isShown ? result : undefined} words={t} />
      )}
      {'options' in question && (
        <Bars
          steps={steps}
          rows={rows}
          isRanked={question.kind === 'ranking' || question.kind === 'points'}
          figure={figures[question.kind](t.points)}
          figureWidth={question.kind === 'points' ? 'wide' : question.kind === 'ranking' ? 'none' : undefined}
        />
      )}
      {!isShown && <p className="notice">{notice}</p>}
    </>
  )
}

type Row = { count: number | null; percent: number | null }
const whole = (value: number) => String(Math.round(value))
const tenth = (value: number) => String(Math.round(value * 10) / 10)
const percent = (row: Row) => (row.percent === null ? '' : `${whole(row.percent)} %`)

/** What stands at the end of a bar. The order alone is a ranking's result: its bars have no figure. */
const figures = {
  single: () => percent,
  multiple: () => percent,
  ranking: () => () => '',
  points: (unit: string) => (row: Row) => (row.percent === null ? '' : `${tenth(row.percent)} ${unit}`),
}
