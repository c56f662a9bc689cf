import { type FlowDocument, type FlowType, flowTypes } from './language/document';
import { scalars } from './language/json';
import { type FlowProblem, findFlowProblems } from './language/validate';
import { resolveText, type Template } from './template-text';

/** A text of a flow that only a deploy knows, so that the designer must be told it. */
export interface OpenReference {
  readonly action: string;
  /** Where in the action's parameters, such as `LambdaFunctionARN`. */
  readonly parameter: string;
  /** What belongs there, such as `<PlanOfferFunction.Arn>`. */
  readonly value: string;
}

export interface RenderedFlow {
  /** Of the resource in its template; references to the flow name it. */
  readonly logicalId: string;
  readonly name: string;
  readonly type: FlowType;
  readonly flow: FlowDocument;
  readonly problems: readonly FlowProblem[];
  readonly openReferences: readonly OpenReference[];
}

/**
 * Every AWS::Connect::ContactFlow of the templates with its content as Connect would get it, references in angle brackets.
 * Throws a sentence that names the resource when its content cannot be read.
 */
export function renderFlows(templates: readonly Template[]): RenderedFlow[] {
  return templates.flatMap((template) =>
    Object.entries(template.Resources ?? {})
      .filter(([, resource]) => resource.Type === 'AWS::Connect::ContactFlow')
      .map(([logicalId, resource]) => {
        const { Name, Type, Content } = resource.Properties ?? {};
        const texts = { template, templates };
        try {
          const type = flowTypes.find((candidate) => candidate === Type);
          if (type === undefined)
            throw new Error(`Type is ${JSON.stringify(Type)}; it must be one of ${flowTypes.join(', ')}.`);
          const content: unknown = JSON.parse(resolveText(Content, texts));
          const problems = findFlowProblems(content, type);
          return {
            logicalId,
            name: resolveText(Name, texts),
            type,
            flow: content as FlowDocument,
            problems,
            openReferences: openReferences(content),
          };
        } catch (cause) {
          const why = cause instanceof Error ? cause.message : String(cause);
          throw new Error(`Contact flow ${logicalId} cannot be rendered: ${why}`, { cause });
        }
      }),
  );
}

/** What stands in angle brackets in the parameters of the actions; SSML tags are none. */
function openReferences(content: unknown): OpenReference[] {
  const actions = (content as Partial<FlowDocument> | null)?.Actions ?? [];
  return actions.flatMap((action) =>
    [...scalars(action.Parameters, '')].flatMap(({ path, value }) =>
      typeof value === 'string' && !path.endsWith('SSML') && /<[A-Za-z][^<>]*>/.test(value)
        ? [{ action: action.Identifier, parameter: path, value }]
        : [],
    ),
  );
}

/** A file name for a flow: its name with everything but letters, digits, dots, dashes and underscores turned into dashes. */
export function fileName(flowName: string): string {
  return `${flowName.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}.json`;
}
