import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Declaration, type ModuleItem, parseSync } from '@swc/core';
import { root } from './imports';

/** What a file exports under a name of its own; `const` is a value that is no function. */
export interface Exported {
  readonly file: string;
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'const';
  /** The text of the declaration, without what stands before it. */
  readonly text: string;
  /** What stands between slashes and asterisks right before it; `null`: nothing does. */
  readonly docstring: string | null;
}

/** Exported declarations of a file, in order; what is passed on from another file (`export ... from`) is declared there. */
export function exportedBy(file: string): readonly Exported[] {
  const source = Buffer.from(readFileSync(join(root, file), 'utf8'));
  const { body } = parseSync(source.toString(), { syntax: 'typescript', tsx: file.endsWith('.tsx') });
  return body.flatMap((item) => {
    const declared = declarationOf(item);
    if (declared === null) return [];
    // Offsets are of bytes, from 1.
    const text = source.subarray(item.span.start - 1, item.span.end - 1).toString();
    const docstring = docstringAtEndOf(source.subarray(0, item.span.start - 1).toString());
    return namesOf(declared).map(([name, kind]) => ({ file, name, kind, text, docstring }));
  });
}

function declarationOf(item: ModuleItem): Declaration | null {
  return item.type === 'ExportDeclaration' ? item.declaration : null;
}

function namesOf(declared: Declaration): readonly (readonly [string, Exported['kind']])[] {
  switch (declared.type) {
    case 'FunctionDeclaration':
      return [[declared.identifier.value, 'function']];
    case 'ClassDeclaration':
      return [[declared.identifier.value, 'class']];
    case 'TsInterfaceDeclaration':
      return [[declared.id.value, 'interface']];
    case 'TsTypeAliasDeclaration':
      return [[declared.id.value, 'type']];
    case 'VariableDeclaration':
      return declared.declarations.flatMap(({ id, init }) => {
        if (id.type !== 'Identifier') return [];
        const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression';
        return [[id.value, isFunction ? 'function' : 'const'] as const];
      });
    default:
      return [];
  }
}

function docstringAtEndOf(text: string): string | null {
  const [, comment] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n$/.exec(text) ?? [];
  return comment === undefined ? null : comment.replace(/^ *\* ?/gm, '').trim();
}
