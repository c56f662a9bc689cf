import {
  DeleteParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { NumberNote, NumberNotes } from '../../core/deployment/point-number';
import { readByPath } from './threshold-parameters';

/** As a value of Parameter Store, which takes no empty one. */
const noFlow = 'none';

/** Notes on numbers as parameters `<path>/<number id>/<owner>` that hold the id of the flow the number had. */
export class NumberNoteParameters implements NumberNotes {
  constructor(
    private readonly client: SSMClient,
    /** `/connect-call-blending-numbers/<env>` */
    private readonly path: string,
  ) {}

  async of(numberId: string): Promise<readonly NumberNote[]> {
    const found = await readByPath(this.client, `${this.path}/${numberId}`);
    return Object.entries(found).map(([owner, value]) => ({ owner, before: value === noFlow ? null : value }));
  }

  async add(numberId: string, note: NumberNote): Promise<'added' | 'present'> {
    try {
      await this.put(numberId, note, false);
      return 'added';
    } catch (error) {
      if (error instanceof ParameterAlreadyExists) return 'present';
      throw error;
    }
  }

  change(numberId: string, note: NumberNote): Promise<void> {
    return this.put(numberId, note, true);
  }

  async remove(numberId: string, owner: string): Promise<void> {
    try {
      await this.client.send(new DeleteParameterCommand({ Name: `${this.path}/${numberId}/${owner}` }));
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error;
    }
  }

  private async put(numberId: string, { owner, before }: NumberNote, overwrite: boolean): Promise<void> {
    await this.client.send(
      new PutParameterCommand({
        Name: `${this.path}/${numberId}/${owner}`,
        Value: before ?? noFlow,
        Type: 'String',
        Description: 'The contact flow this phone number led to before it was pointed at one of ours',
        Overwrite: overwrite,
      }),
    );
  }
}
