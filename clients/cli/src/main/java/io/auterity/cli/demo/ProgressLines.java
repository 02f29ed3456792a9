package io.auterity.cli.demo;

import org.jspecify.annotations.Nullable;

/** The lines of a progress that is polled: what changed, and signs of life. */
final class ProgressLines {

  private final int total;
  private final int patience;
  private int told = -1;
  private int looks;

  /**
   * Lines of a progress.
   *
   * @param patience how many looks that show nothing new pass between two lines
   */
  ProgressLines(int total, int patience) {
    this.total = total;
    this.patience = patience;
  }

  /** The line for a look; null when it shows nothing new. */
  @Nullable String look(int done) {
    looks++;
    if (done == told && looks <= patience) {
      return null;
    }
    told = done;
    looks = 0;
    return done + "/" + total;
  }
}
