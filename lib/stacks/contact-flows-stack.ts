import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnIntegrationAssociation, CfnPredefinedAttribute } from 'aws-cdk-lib/aws-connect';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ContactFlows } from '../constructs/contact-flows';
import { CustomerQueues } from '../constructs/customer-queues';
import { DirectoryParameters } from '../constructs/directory-parameters';
import { GroupRoutingProfiles } from '../constructs/group-routing-profiles';
import { MissedCallStatus } from '../constructs/missed-call-status';
import { NumberPointers } from '../constructs/number-pointers';
import { oneAfterAnother } from '../constructs/one-after-another';
import { PhoneNumbers } from '../constructs/phone-numbers';
import { accountOf, type CustomerKey, type Deployment } from '../deployment';
import { manualSteps } from '../manual-steps';

export interface ContactFlowsStackProps extends StackProps {
  readonly planOfferArn: string;
  readonly mapTetherArn: string;
  readonly key: CustomerKey;
}

/** Everything inside the Connect instance: queues, profiles, flows, numbers, and the directory that names them. */
export class ContactFlowsStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ContactFlowsStackProps) {
    const { planOfferArn, mapTetherArn, key, ...stackProps } = props;
    super(scope, id, stackProps);
    const { environment } = deployment;
    const instanceArn = environment.instance.arn;

    const queues = new CustomerQueues(this, 'Queues', deployment);
    const profiles = new GroupRoutingProfiles(this, 'Profiles', deployment, queues);
    new CfnPredefinedAttribute(this, 'Hold', {
      instanceArn,
      // No user ever carries it: a step that requires it holds the call, one that excludes it takes anyone
      // (docs/offers.md#what-is-written).
      name: 'ccb-hold',
      values: { stringList: ['hold'] },
    });
    const missedCall = new MissedCallStatus(this, 'MissedCall', deployment, key);

    const associations: CfnIntegrationAssociation[] = [];
    const letFlowsInvoke = (name: string, functionArn: string): CfnPermission => {
      const association = new CfnIntegrationAssociation(this, `${name}Association`, {
        instanceId: instanceArn,
        integrationType: 'LAMBDA_FUNCTION',
        integrationArn: functionArn,
      });
      associations.push(association);
      return new CfnPermission(this, `${name}Permission`, {
        action: 'lambda:InvokeFunction',
        functionName: functionArn,
        principal: 'connect.amazonaws.com',
        sourceArn: instanceArn,
        sourceAccount: accountOf(environment),
      });
    };
    const permissions = [
      letFlowsInvoke('PlanOffer', planOfferArn),
      ...(environment.campaignManager ? [letFlowsInvoke('MapTether', mapTetherArn)] : []),
    ];
    oneAfterAnother(associations);
    const flows = new ContactFlows(this, 'Flows', deployment, {
      queues,
      planOfferArn,
      mapTetherArn,
      after: [...associations, ...permissions],
    });
    const numbers = new PhoneNumbers(this, 'Numbers', deployment, flows);
    const directory = new DirectoryParameters(this, 'Directory', deployment, {
      missedCallStatusId: missedCall.id,
      voicemailTaskFlowArn: flows.voicemailTaskArn,
      queues,
      profiles,
      tetherNumber: numbers.tetherNumber,
    });
    new NumberPointers(this, 'Pointers', deployment, { lines: numbers.lines, after: directory, key });

    new CfnOutput(this, 'EntryFlowArn', {
      value: flows.entryArn,
      description: 'Any other flow may send callers here, with the name of their queue in the attribute ccbQueue',
    });
    new CfnOutput(this, 'VoicemailQueueArn', { value: queues.voicemailQueueArn });
    const steps = manualSteps(environment).map((step) => `\n - ${step}`);
    Annotations.of(this).addInfo(`To do by hand for ${environment.name} (docs/deploy.md):${steps.join('')}`);
  }
}
