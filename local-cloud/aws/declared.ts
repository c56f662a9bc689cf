/** A resource of a template with its intrinsics resolved. */
export interface Declared {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly region: string;
  readonly account: string;
  readonly assets: ReadonlyMap<string, string>;
  readonly properties: Readonly<Record<string, unknown>>;
}
