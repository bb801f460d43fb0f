/** Who LINE says is here: its token, for our server to have verified, and on what it was given. */
export type Visitor = { idToken: string; device: 'phone' | 'computer' }
