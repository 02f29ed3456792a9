package io.auterity.spi;

import java.nio.file.Path;

/**
 * A directory of one provider alone, for connectors that keep files themselves. It begins empty, is
 * part of the platform's backup and goes with its provider; another provider that takes the name
 * later finds nothing of it.
 *
 * <p>A backup copies it while it is used: write what a file names before that file, replace files
 * as a whole, and a copy is as good as what a sudden end of the process leaves.
 *
 * <p>It lies on the server's own disk: servers that share a database do not share it.
 */
public interface ProviderDirectory {

  /**
   * Where it is; made when it is first asked for, with rights for its owner alone.
   *
   * @throws CallFailedException {@code internal} when it cannot be made
   */
  Path path();

  /**
   * Asks for room before something is written. Reading and deleting need none. What was asked for
   * counts as written until the directory is measured again, which happens when the room seems used
   * up.
   *
   * @throws CallFailedException {@code quota_exhausted} when there is less room
   */
  void require(long bytes);
}
