import type { Request, Response } from 'express'
import { wordsForError } from '../../contracts/error-words.ts'
import { requestLocale } from './request-locale.ts'

export function notFound(request: Request, response: Response): void {
  response.status(404).json({
    defined: false,
    code: 'NOT_FOUND',
    status: 404,
    message: wordsForError('NOT_FOUND', 404, requestLocale(request)),
  })
}
