/** What a rule hands to its target instead of the whole event. */
export interface TargetInput {
  readonly input: string | null;
  readonly inputPath: string | null;
  readonly transformer: { readonly paths: Readonly<Record<string, string>>; readonly template: string } | null;
}

/** The input of a target as JSON value; text that is no JSON after a transformer stays text. */
export function inputFor(
  settings: TargetInput,
  event: Readonly<Record<string, unknown>>,
  rule: { arn: string; name: string },
): unknown {
  if (settings.input !== null) return JSON.parse(settings.input);
  if (settings.inputPath !== null) return atPath(event, settings.inputPath);
  if (settings.transformer === null) return event;
  const { paths, template } = settings.transformer;
  const values = new Map<string, unknown>(Object.entries(paths).map(([name, path]) => [name, atPath(event, path)]));
  values.set('aws.events.rule-arn', rule.arn);
  values.set('aws.events.rule-name', rule.name);
  values.set('aws.events.event.ingestion-time', event['time']);
  values.set('aws.events.event', event);
  values.set('aws.events.event.json', event);
  const filled = fill(template, values);
  try {
    return JSON.parse(filled);
  } catch {
    return filled;
  }
}

/** Inside quotes a value is put as it reads, outside as JSON. */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  return template.replace(/("?)<([^<>\s]+)>("?)/g, (whole, before: string, name: string, after: string) => {
    if (!values.has(name)) return whole;
    const value = values.get(name);
    if (before && after && typeof value === 'string') return JSON.stringify(value);
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return before || after || typeof value !== 'string' ? `${before}${text}${after}` : JSON.stringify(text);
  });
}

/** A path such as `$.detail.queueInfo.queueArn` or `$.resources[0]`; undefined where it leads nowhere. */
export function atPath(event: unknown, path: string): unknown {
  if (path === '$') return event;
  let value = event;
  for (const [, name, index, quoted] of path.slice(1).matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[['"]([^'"]+)['"]\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name ?? index ?? quoted ?? ''];
  }
  return value;
}
