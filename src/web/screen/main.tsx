import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../ui/fonts.css'
import '../ui/base.css'
import './screen.css'
import './charts.css'
import './remote.css'
import { createRoomStream } from '../room/room-stream.ts'
import { RemotePage } from './remote-page.tsx'
import { ScreenPage } from './screen-page.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root: index.html and main.tsx do not belong together.')

const code = location.pathname.split('/').at(-1) ?? ''
const isRemote = new URLSearchParams(location.search).has('remote')
const stream = createRoomStream(code, 'screen')
createRoot(root).render(
  <StrictMode>{isRemote ? <RemotePage {...{ stream, code }} /> : <ScreenPage {...{ stream, code }} />}</StrictMode>,
)
