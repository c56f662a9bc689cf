/** What the host and a worker say to each other. Events and results travel as JSON text, as they do on AWS. */
export interface WorkerSetup {
  /** The bundle, CommonJS. */
  readonly file: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly nowMs: number;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly event: string;
  readonly nowMs: number;
}

export interface SerializedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'init-failed'; readonly error: SerializedError }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'foreign-connection'; readonly target: string }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error'; readonly error: SerializedError };
