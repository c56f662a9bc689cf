import { InvalidArgumentError } from 'commander';

/** Values of CDK's option `-c key=value`, by key. */
export type Context = Readonly<Record<string, string>>;

/** Adds one `-c key=value` to those before it, as commander's option parsers do. */
export function addContext(written: string, before: Context | undefined): Context {
  const [key = '', ...value] = written.split('=');
  if (key === '' || value.length === 0) throw new InvalidArgumentError('It must be key=value, such as env=dev.');
  return { ...before, [key]: value.join('=') };
}
