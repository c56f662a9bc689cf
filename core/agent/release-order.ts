import type { WorkState } from '../campaign-contract/identifiers';

/** In which order agents who are not idle are asked for, by what they do. */
export const releaseOrder: readonly (WorkState | null)[] = ['wrap-up', 'reserved', 'dialling', 'preview', 'talking'];
