/** What a LIFF page in the sheet of the simulator's phone asks of the phone around it, where LINE's SDK would ask LINE. */
export type SheetCall = { liff: 'closeWindow' } | { liff: 'shareTargetPicker'; messages: unknown[] }

/** How the choice of chats ended, and never whom it reached. */
export type SheetAnswer = { liff: 'shareTargetPicker'; how: 'sent' | 'closed' }
