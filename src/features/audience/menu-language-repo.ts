import type { Locale } from '../../contracts/error-words.ts'
import type { Tx } from '../../platform/db/open-database.ts'

type MenuReader = { id: string; lineUserId: string; language: Locale }

/** Followers who are shown a rich menu in another language than they read. */
export function listMenuReaders(tx: Tx, limit: number): Promise<MenuReader[]> {
  return tx.$queryRaw<MenuReader[]>`
    SELECT id, line_user_id AS "lineUserId", coalesce(language, 'th') AS language FROM staff
    WHERE coalesce(language, 'th') <> coalesce(menu_language, 'th') AND unfollowed_at IS NULL
    ORDER BY id LIMIT ${limit}`
}

/** Left as it is when the person has changed their language meanwhile: they are found again. */
export async function markMenu(tx: Tx, { id, language }: MenuReader): Promise<void> {
  await tx.$executeRaw`
    UPDATE staff SET menu_language = ${language === 'th' ? null : language}
    WHERE id = ${id}::uuid AND coalesce(language, 'th') = ${language}`
}

export async function forgetMenus(tx: Tx): Promise<void> {
  await tx.staff.updateMany({ where: { menuLanguage: { not: null } }, data: { menuLanguage: null } })
}
