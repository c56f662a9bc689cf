import { InvalidArgumentError, type Option } from 'commander';
import { Collected } from './command-line';

/** Values of CDK's option `-c key=value`, by key. */
export type Context = Readonly<Record<string, string>>;

/** The option that names an environment, as for cdk. */
export const contextOption = (): Option =>
  new Collected('-c, --context <key=value>', 'env=<name> or environmentFile=<path>, as for cdk')
    .argParser(addContext)
    .makeOptionMandatory();

/** Adds one `-c key=value` to those before it. */
function addContext(written: string, before: Context | undefined): Context {
  const [key = '', ...value] = written.split('=');
  if (key === '' || value.length === 0) throw new InvalidArgumentError('It must be key=value, such as env=dev.');
  return { ...before, [key]: value.join('=') };
}
