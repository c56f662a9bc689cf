import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import dynalite from 'dynalite';

export interface TableReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** DynamoDB on dynalite, in this process: requests go straight to its handler, without a second socket. */
export class Tables {
  readonly #server = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  readonly #names = new Map<string, string>();

  /** The ARN of a table of the template by its name, or undefined. */
  arnOf(name: string): string | undefined {
    return this.#names.get(name);
  }

  /** Makes a table and answers once it can be used. `input` is that of the CreateTable API. */
  async create(arn: string, input: Readonly<Record<string, unknown>>): Promise<void> {
    const created = await this.request('CreateTable', JSON.stringify(input));
    if (created.status !== 200) throw new Error(`table ${String(input['TableName'])} cannot be made: ${created.body}`);
    const name = String(input['TableName']);
    for (;;) {
      const described = await this.request('DescribeTable', JSON.stringify({ TableName: name }));
      if (described.body.includes('"TableStatus":"ACTIVE"')) break;
      // dynalite makes a table active in a timer of its own, which is due at once.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#names.set(name, arn);
  }

  /** One call of the DynamoDB API with its body as JSON text. */
  request(operation: string, body: string): Promise<TableReply> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = {};
      const request = Object.assign(Readable.from([Buffer.from(body)]), {
        method: 'POST',
        url: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          // Who asks has been checked before; dynalite only wants a header of this form.
          authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
          'x-amz-date': '20260101T000000Z',
        },
      });
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => {
          headers[name.toLowerCase()] = String(value);
        },
        end(this: { statusCode: number }, text: string) {
          resolve({ status: this.statusCode, headers, body: text });
        },
      };
      request.on('error', reject);
      this.#server.emit('request', request as unknown as IncomingMessage, response as unknown as ServerResponse);
    });
  }

  /** dynalite only closes its store behind a server that has listened. */
  async close(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
