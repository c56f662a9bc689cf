import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { type Deployment, lastPart } from '../deployment';
import type { ContactFlows } from './contact-flows';
import { oneAfterAnother } from './one-after-another';

/** One number: claimed here, or brought, and the flow it is to lead to. */
interface Wanted {
  /** Identity of a claimed number: another one claims another number. */
  readonly id: string;
  readonly number: { readonly countryCode: string; readonly type: string } | { readonly arn: string };
  readonly flowArn: string;
  /** What whoever dials it reaches. */
  readonly reaches: string;
}

/** A number that is there, and the flow it is to lead to. */
export interface Line {
  /** Of the resource that points it. */
  readonly id: string;
  /** As the environment calls it. */
  readonly name: string;
  readonly owner: 'managed' | 'existing';
  readonly arn: string;
  readonly flowArn: string;
}

/** The numbers callers and the Campaign Manager dial, claimed or brought. */
export class PhoneNumbers extends Construct {
  /** The number tethers are called by (E.164); only where there is a flow for them. */
  readonly tetherNumber: string | undefined;
  readonly lines: readonly Line[];

  constructor(scope: Construct, id: string, deployment: Deployment, flows: ContactFlows) {
    super(scope, id);
    const { environment } = deployment;
    const wanted = environment.numbers.map(
      (number): Wanted => ({ id: number.name, number, flowArn: flows.entryOf(number.name), reaches: number.queue }),
    );
    const tether = environment.campaignManager?.tetherNumber;
    if (tether && flows.tetherArn) {
      // No caller's number has a capital letter in its name.
      wanted.push({ id: 'Tether', number: tether, flowArn: flows.tetherArn, reaches: 'agents who wait for a tether' });
    }
    const claimed: CfnPhoneNumber[] = [];
    const addresses = new Map<string, string>();
    this.lines = wanted.map(({ id: lineId, number, flowArn, reaches }): Line => {
      // By its own id, not by its name: under another name the number would be pointed anew, and then taken off its flow
      // as the old name goes.
      if ('arn' in number) {
        return { id: lastPart(number.arn), name: lineId, owner: 'existing', arn: number.arn, flowArn };
      }
      const made = new CfnPhoneNumber(this, lineId, {
        targetArn: environment.instance.arn,
        countryCode: number.countryCode,
        type: number.type,
        // No description: editing one would claim another number (docs/amazon-connect.md#cloudformation).
      });
      // A deploy that Connect refuses a flow of claims nothing, and one that is rolled back gives back what it claimed.
      made.node.addDependency(flows);
      made.applyRemovalPolicy(
        environment.retainState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      );
      new CfnOutput(this, `Number-${lineId}`, { value: made.attrAddress, description: `Reaches ${reaches}` });
      claimed.push(made);
      addresses.set(lineId, made.attrAddress);
      return { id: lineId, name: lineId, owner: 'managed', arn: made.attrPhoneNumberArn, flowArn };
    });
    oneAfterAnother(claimed);
    this.tetherNumber = tether?.owner === 'existing' ? tether.e164 : addresses.get('Tether');
  }
}
