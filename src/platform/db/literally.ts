/** What somebody typed, for `contains`: LIKE reads these as signs, and Prisma hands them on as they are. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
