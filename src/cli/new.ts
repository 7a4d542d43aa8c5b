export interface NewCommand { readonly draft?: boolean }
export async function startPost(_title: string | undefined, _options: NewCommand, _system: unknown): Promise<number> { return 0; }
