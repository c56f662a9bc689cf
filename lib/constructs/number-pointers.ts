import { CfnOutput, CustomResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as contract from '../../lambdas/number-to-flow/contract';
import { customResourceSeconds, numbersPath } from '../../lambdas/shared/contract';
import {
  type CustomerKey,
  type Deployment,
  idInInstanceArn,
  idInNumberArn,
  instanceIdOf,
  parameterArn,
} from '../deployment';
import { oneAfterAnother } from './one-after-another';
import { readParametersUnder } from './permission';
import type { Line } from './phone-numbers';
import { customResourceTimeout, RoutedFunction } from './routed-function';

export interface NumberPointersProps {
  readonly lines: readonly Line[];
  /** Must be there before a caller comes: a number that leads to us without it leads into nothing. */
  readonly after: Construct;
  readonly key: CustomerKey;
}

/**
 * Points each number at its flow, last of all, and gives it back to the flow it had when its resource goes. What a number had
 * is noted in Parameter Store.
 */
export class NumberPointers extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, { lines, after, key }: NumberPointersProps) {
    super(scope, id);
    if (lines.length === 0) return;
    const { environment } = deployment;
    const { arn: instanceArn } = environment.instance;
    const stack = Stack.of(this);
    const notes = numbersPath(environment.name);
    const pointer = new RoutedFunction(this, 'Pointer', deployment, {
      name: 'number-to-flow',
      description: 'Points phone numbers at contact flows during a deploy, and gives them back',
      contract,
      variables: { NUMBERS_PATH: notes },
      permissions: [
        {
          actions: ['connect:AssociatePhoneNumberContactFlow'],
          resources: [...lines.map(({ arn }) => arn), `${instanceArn}/contact-flow/*`],
          wildcardBecause: 'A number is given back to the flow it had, which only Connect knows.',
        },
        { actions: ['connect:DisassociatePhoneNumberContactFlow'], resources: lines.map(({ arn }) => arn) },
        { actions: ['connect:ListFlowAssociations'], resources: [instanceArn] },
        readParametersUnder(stack, notes),
        {
          actions: ['ssm:PutParameter', 'ssm:DeleteParameter'],
          resources: [`${parameterArn(stack, notes)}/*`],
          wildcardBecause: 'One parameter for each number and resource; another environment has another path.',
        },
      ],
      timeoutSeconds: customResourceSeconds.function,
      memory: 256,
      key,
    });
    const pointed = lines.map(({ id: lineId, name, owner, arn, flowArn }) => {
      const properties: contract.NumberToFlowProperties = {
        PhoneNumberId: idInNumberArn(arn),
        InstanceId: instanceIdOf(environment),
        ContactFlowId: idInInstanceArn(flowArn),
        Region: environment.region,
      };
      const resource = new CustomResource(this, `Flow-${lineId}`, {
        serviceToken: pointer.function.functionArn,
        serviceTimeout: customResourceTimeout,
        resourceType: contract.numberToFlowResourceType,
        properties: { ...properties },
      });
      resource.node.addDependency(after);
      if (owner === 'existing') {
        this.command(resource, `MoveBack-${name}`, 'MoveBack', `Moves ${name} back to the flow it had, at once`);
        this.command(resource, `MoveHere-${name}`, 'MoveHere', `Moves ${name} to our flow again, at once`);
      }
      return resource;
    });
    oneAfterAnother(pointed);
  }

  private command(
    resource: CustomResource,
    id: string,
    attribute: keyof contract.NumberToFlowAttributes,
    description: string,
  ): void {
    new CfnOutput(this, id, { value: resource.getAttString(attribute), description });
  }
}
