import type { Directory } from '../../core/group/directory';
import type { DirectorySource } from '../../core/group/ports';

/** A directory known from the start. */
export class MemoryDirectorySource implements DirectorySource {
  constructor(private readonly directory: Directory) {}

  async read(): Promise<Directory> {
    return this.directory;
  }
}
