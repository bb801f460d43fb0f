import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether a program is on this machine's path. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false // not in this folder
    }
  })
}

/** A folder for one start of a browser: no settings of ours are found, and a machine without Thai letters has them, as a phone does. */
export function makeBrowserHome() {
  const folder = mkdtempSync(join(tmpdir(), 'sucharit-browser-'))
  const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/ibm-plex-sans-thai-looped')))
  const configuration = join(folder, 'fonts.conf')
  writeFileSync(
    configuration,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}/400Regular</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`,
  )
  return {
    folder,
    env: { PATH: process.env.PATH, HOME: folder, FONTCONFIG_FILE: configuration },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
