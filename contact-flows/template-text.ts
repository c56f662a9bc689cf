import { isObject, type JsonObject } from './language/json';

/** A CloudFormation template as far as texts depend on it. */
export interface Template {
  readonly Parameters?: { readonly [name: string]: { readonly Default?: unknown } };
  readonly Resources?: { readonly [logicalId: string]: { readonly Type: string; readonly Properties?: JsonObject } };
  readonly Outputs?: {
    readonly [name: string]: { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } };
  };
}

/** Where a text of one template may find what it refers to. */
export interface TemplateTexts {
  readonly template: Template;
  /** All templates of the app: an import is followed to the output that exports it. */
  readonly templates: readonly Template[];
}

/**
 * A property as text, with what only a deploy knows in angle brackets: `<LogicalId>` for a Ref, `<LogicalId.Arn>` for an
 * attribute, `<AWS::Region>` for a pseudo parameter. Throws a sentence on an intrinsic it does not know.
 */
export function resolveText(value: unknown, texts: TemplateTexts): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const names = isObject(value) ? Object.keys(value) : [];
  const name = names[0];
  if (!isObject(value) || name === undefined || names.length !== 1) {
    throw new Error(`${JSON.stringify(value)} is neither a text nor an intrinsic function that makes one.`);
  }
  const argument = value[name];
  switch (name) {
    case 'Ref':
      return reference(String(argument), texts);
    case 'Fn::GetAtt':
      return `<${Array.isArray(argument) ? argument.map((part) => resolveText(part, texts)).join('.') : String(argument)}>`;
    case 'Fn::Join':
      return join(argument, texts);
    case 'Fn::Sub':
      return substitute(argument, texts);
    case 'Fn::ImportValue':
      return imported(resolveText(argument, texts), texts);
    case 'Fn::Select':
      return select(argument, texts);
    default:
      throw new Error(`${name} is not an intrinsic function that a contact flow's text can be read from.`);
  }
}

function reference(name: string, { template }: TemplateTexts): string {
  const standard = template.Parameters?.[name]?.Default;
  return typeof standard === 'string' ? standard : `<${name}>`;
}

function join(argument: unknown, texts: TemplateTexts): string {
  const [separator, parts] = Array.isArray(argument) ? argument : [];
  if (typeof separator !== 'string' || !Array.isArray(parts))
    throw new Error(`Fn::Join has ${JSON.stringify(argument)}; it needs [separator, list].`);
  return parts.map((part) => resolveText(part, texts)).join(separator);
}

/** `${Name}`, `${Id.Attribute}` and `${!literal}` of Fn::Sub, with or without variables of its own. */
function substitute(argument: unknown, texts: TemplateTexts): string {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text !== 'string' || !isObject(variables))
    throw new Error(`Fn::Sub has ${JSON.stringify(argument)}; it needs a text.`);
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (Object.hasOwn(variables, name)) return resolveText(variables[name], texts);
    return name.includes('.') ? `<${name}>` : reference(name, texts);
  });
}

function imported(exportName: string, texts: TemplateTexts): string {
  for (const template of texts.templates) {
    for (const output of Object.values(template.Outputs ?? {})) {
      const own = { ...texts, template };
      if (output.Export?.Name !== undefined && resolveText(output.Export.Name, own) === exportName)
        return resolveText(output.Value, own);
    }
  }
  return `<${exportName}>`;
}

/** The chosen one of a list, or of a text split; where the text is only known later, a note of which part is meant. */
function select(argument: unknown, texts: TemplateTexts): string {
  const [index, list] = Array.isArray(argument) ? argument : [];
  const split = isObject(list) ? list['Fn::Split'] : undefined;
  const [separator, text] = Array.isArray(split) ? split : [];
  const parts = Array.isArray(list)
    ? list.map((part) => resolveText(part, texts))
    : typeof separator === 'string'
      ? resolveText(text, texts).split(separator)
      : [];
  const part = parts[Number(index)];
  if (part !== undefined) return part;
  if (typeof separator === 'string')
    return `<part ${Number(index)} of ${resolveText(text, texts).replaceAll(/[<>]/g, '')}>`;
  throw new Error(`Fn::Select has ${JSON.stringify(argument)}; it needs [index, list].`);
}
