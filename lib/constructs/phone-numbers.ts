import { CfnOutput, CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/number-to-flow/contract';
import { customResourceSeconds } from '../../lambdas/shared/contract';
import {
  type CustomerKey,
  type Deployment,
  idInInstanceArn,
  idInNumberArn,
  instanceIdOf,
  lastPart,
} from '../deployment';
import type { ContactFlows } from './contact-flows';
import { inTurn } from './in-turn';
import { customResourceTimeout, RoutedFunction } from './routed-function';

/** One number: claimed here, or brought, and the flow it leads to. */
interface Line {
  /** Identity of a claimed number: another one claims another number. */
  readonly id: string;
  readonly wanted: { readonly countryCode: string; readonly type: string } | { readonly arn: string };
  readonly flowArn: string;
  /** What whoever dials it reaches. */
  readonly reaches: string;
}

/** The numbers callers and the Campaign Manager dial, claimed or brought, each pointed at its flow. */
export class PhoneNumbers extends Construct {
  /** The number tethers are called by (E.164); only where there is a flow for them. */
  readonly tetherNumber: string | undefined;

  constructor(scope: Construct, id: string, deployment: Deployment, flows: ContactFlows, key: CustomerKey) {
    super(scope, id);
    const { environment } = deployment;
    const lines = environment.numbers.map(
      (number): Line => ({
        id: number.name,
        wanted: number,
        flowArn: flows.entryOf(number.name),
        reaches: number.queue,
      }),
    );
    const tether = environment.campaignManager?.tetherNumber;
    if (tether && flows.tetherArn) {
      // No caller's number has a capital letter in its name.
      lines.push({ id: 'Tether', wanted: tether, flowArn: flows.tetherArn, reaches: 'agents who wait for a tether' });
    }
    if (lines.length === 0) return;
    const claimed: CfnPhoneNumber[] = [];
    const addresses = new Map<string, string>();
    const numbers = lines.map(({ id: lineId, wanted, flowArn, reaches }) => {
      // By its own id, not by its name: under another name the number would be pointed anew, and then taken off its flow
      // as the old name goes.
      if ('arn' in wanted) return { id: lastPart(wanted.arn), arn: wanted.arn, flowArn };
      const made = new CfnPhoneNumber(this, lineId, {
        targetArn: environment.instance.arn,
        countryCode: wanted.countryCode,
        type: wanted.type,
        // No description: editing one would claim another number (CONNECT.md 8).
      });
      // A deploy that Connect refuses a flow of claims nothing, and one that is rolled back gives back what it claimed.
      made.node.addDependency(flows);
      made.applyRemovalPolicy(
        environment.retainState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      );
      new CfnOutput(this, `Number-${lineId}`, { value: made.attrAddress, description: `Reaches ${reaches}` });
      claimed.push(made);
      addresses.set(lineId, made.attrAddress);
      return { id: lineId, arn: made.attrPhoneNumberArn, flowArn };
    });
    inTurn(claimed);
    this.tetherNumber = tether?.owner === 'brought' ? tether.e164 : addresses.get('Tether');

    const pointer = new RoutedFunction(this, 'Pointer', deployment, {
      name: 'number-to-flow',
      description: 'Points phone numbers at contact flows during a deploy',
      contract,
      variables: {},
      permissions: [
        {
          actions: ['connect:AssociatePhoneNumberContactFlow'],
          resources: [...new Set(numbers.flatMap(({ arn, flowArn }) => [arn, flowArn]))],
        },
        { actions: ['connect:DisassociatePhoneNumberContactFlow'], resources: numbers.map(({ arn }) => arn) },
      ],
      timeoutSeconds: customResourceSeconds.function,
      memory: 256,
      key,
    });
    const pointed = numbers.map(({ id, arn, flowArn }) => {
      const properties: contract.NumberToFlowProperties = {
        PhoneNumberId: idInNumberArn(arn),
        InstanceId: instanceIdOf(environment),
        ContactFlowId: idInInstanceArn(flowArn),
      };
      return new CustomResource(this, `Flow-${id}`, {
        serviceToken: pointer.function.functionArn,
        serviceTimeout: customResourceTimeout,
        resourceType: contract.numberToFlowResourceType,
        properties: { ...properties },
      });
    });
    inTurn(pointed);
  }
}
