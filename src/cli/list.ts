export interface ListCommand { readonly all?: boolean }
export async function list(_options: ListCommand, _system: unknown): Promise<number> { return 0; }
