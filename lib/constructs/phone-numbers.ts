import { CfnOutput, CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/number-to-flow/contract';
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

/** The numbers callers dial, claimed or brought, each pointed at the flow of its queue. */
export class PhoneNumbers extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, flows: ContactFlows, key: CustomerKey) {
    super(scope, id);
    const { environment } = deployment;
    if (environment.numbers.length === 0) return;
    const claimed: CfnPhoneNumber[] = [];
    const numbers = environment.numbers.map((number) => {
      const flowArn = flows.entryOf(number.name);
      // By its own id, not by its name: under another name the number would be pointed anew, and then taken off its flow
      // as the old name goes.
      if (number.owner === 'brought') return { id: lastPart(number.arn), arn: number.arn, flowArn };
      const made = new CfnPhoneNumber(this, number.name, {
        targetArn: environment.instance.arn,
        countryCode: number.countryCode,
        type: number.type,
        // No description: editing one would claim another number (CONNECT.md 8).
      });
      // A deploy that Connect refuses a flow of claims nothing, and one that is rolled back gives back what it claimed.
      made.node.addDependency(flows);
      made.applyRemovalPolicy(
        environment.retainState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
      );
      new CfnOutput(this, `Number-${number.name}`, { value: made.attrAddress, description: `Reaches ${number.queue}` });
      claimed.push(made);
      return { id: number.name, arn: made.attrPhoneNumberArn, flowArn };
    });
    inTurn(claimed);

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
      timeoutSeconds: 60,
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
