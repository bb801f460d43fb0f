/** Who LINE says is here, and whether on a phone: on a computer no ballot is drawn. */
export type Visitor = { idToken: string; device: 'phone' | 'computer' }
