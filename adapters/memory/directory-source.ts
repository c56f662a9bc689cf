import type { Directory } from '../../core/domain/directory';
import type { DirectorySource } from '../../core/ports';

/** A directory known from the start; `null` is one that was never deployed. */
export class MemoryDirectorySource implements DirectorySource {
  constructor(private readonly directory: Directory | null) {}

  async read(): Promise<Directory> {
    if (!this.directory) throw new Error('there is no directory: nothing was deployed yet');
    return this.directory;
  }
}
