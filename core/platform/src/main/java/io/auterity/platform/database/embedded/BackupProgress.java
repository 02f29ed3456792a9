package io.auterity.platform.database.embedded;

/** Hears how far a backup has come. */
@FunctionalInterface
public interface BackupProgress {

  /**
   * Called after each file.
   *
   * @param total what was there when the backup began; the files may have grown since
   */
  void copied(long bytes, long total);
}
