import { catalogEntry } from '../../contact-flows/catalog';
import { FlowFileError, readFlowFile } from '../../contact-flows/flow-file';
import { flowTokens } from '../../contact-flows/language/bind';
import type { FlowDocument } from '../../contact-flows/language/document';
import { describeFinding } from '../../contact-flows/language/findings';
import { findFlowProblems, refusals } from '../../contact-flows/language/validate';
import type { ProblemCode } from '../../documents/errors/catalogue';
import type { Told } from '../../documents/told';
import { cannotRun, passedOver } from '../../simulator/connect/flow-interpreter';
import type { NamedFile } from './named-file';

/**
 * Whether an edited flow can take the callers of a local run: `problems` speak against it; `notes` say what
 * a run passes over. Nothing is started here.
 */
export function checkInboundFlow({ path, shown }: NamedFile): {
  readonly problems: readonly Told[];
  readonly notes: readonly string[];
} {
  const named = (sentences: readonly string[]) => sentences.map((sentence) => `${shown}: ${sentence}`);
  const told = (code: ProblemCode, sentences: readonly string[]) =>
    named(sentences).map((sentence): Told => ({ code, sentence }));
  let flow: unknown;
  try {
    const read = readFlowFile(path);
    if (read.type !== null && read.type !== 'CONTACT_FLOW')
      return {
        problems: told('flow.other-type', [`its type is ${read.type}; the flow that takes callers is a CONTACT_FLOW`]),
        notes: [],
      };
    flow = read.flow;
  } catch (error) {
    if (!(error instanceof FlowFileError)) throw error;
    return { problems: told('flow.unreadable', [error.message]), notes: [] };
  }
  const findings = findFlowProblems(flow, 'CONTACT_FLOW');
  const refused = refusals(findings);
  if (refused.length > 0) return { problems: told('flow.refused', refused.map(describeFinding)), notes: [] };
  const document = flow as FlowDocument;
  const known = [...Object.keys(catalogEntry('inbound').tokens), 'EntryFlowArn'];
  const unknown = flowTokens(document).filter((token) => !known.includes(token));
  return {
    problems: [
      ...told(
        'flow.token-unknown',
        unknown.map((token) => `the token \${${token}} is not bound; those of the flow are ${known.join(', ')}`),
      ),
      ...told('flow.not-simulated', cannotRun(document)),
    ],
    notes: named([
      ...findings.map((finding) => `${finding.voice.replace('-', ' ')}: ${describeFinding(finding)}`),
      ...passedOver(document),
    ]),
  };
}
