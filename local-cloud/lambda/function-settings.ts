/** What the template says about one function. */
export interface FunctionSettings {
  /** The name people know: the physical name without the run's common prefix. */
  readonly name: string;
  readonly physicalName: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly region: string;
  readonly account: string;
  /** The unpacked asset. */
  readonly codeFolder: string;
  /** `index.handler` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly logGroupName: string;
  /** DeadLetterConfig: where an asynchronous event goes after its last retry failed. */
  readonly deadLetterArn: string | null;
}

/** AWS::Lambda::EventInvokeConfig, or Lambda's own defaults. */
export interface AsynchronousSettings {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailureArn: string | null;
}

export const asynchronousDefaults: AsynchronousSettings = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 21_600,
  onFailureArn: null,
};
