import { applyMode, Mode } from '@cloudscape-design/global-styles';

/** Dark or light as the machine is, and as it changes. */
export function followColourMode(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => applyMode(dark.matches ? Mode.Dark : Mode.Light);
  dark.addEventListener('change', apply);
  apply();
}
