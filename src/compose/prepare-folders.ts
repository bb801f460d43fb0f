import { accessSync, constants } from 'node:fs'
import type { Config } from '../config.ts'
import { StartError } from '../platform/errors.ts'
import { makeFolder } from '../platform/make-folder.ts'

/** Makes the two folders of the installation. @throws StartError naming the variable, before anything else has begun. */
export function prepareFolders({ dataDir, secretsDir }: Config): void {
  prepare('DATA_DIR', dataDir)
  prepare('SECRETS_DIR', secretsDir)
}

function prepare(variable: string, folder: string): void {
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartError(
      `${variable} ${folder} cannot be written (${code}). Give the folder to this user, or set ${variable} to another.`,
      { cause },
    )
  }
}
