/** One planted breakage, and what became of it. */
export interface Planted {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly planted: string;
  readonly fixed: string;
}

export interface PlantResult {
  readonly results: readonly (Planted & { readonly one: boolean; readonly fate: 'restored' | 'wrong' | 'left' | 'unreadable' })[];
  readonly wrong: readonly Planted[];
  readonly outside: readonly Planted[];
  readonly isStable: boolean;
}

export interface PlantInput {
  readonly folder: string;
  readonly blog: (words: readonly string[]) => Promise<string>;
  readonly git?: (words: readonly string[]) => string;
  readonly count: number;
  readonly seed: number;
}

export function random(seed: number): () => number;
export function plantIn(input: PlantInput): Promise<PlantResult>;
