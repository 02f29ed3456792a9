package io.auterity.jobs.batch;

/**
 * Counts of the lines of a batch, by how they ended.
 *
 * @param total of all, once they have been read
 */
public record BatchCounts(int total, int succeeded, int failed, int cancelled, int expired) {

  /** Of a batch of which nothing was read. */
  public static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0);

  /** Lines that have no end yet. */
  public int waiting() {
    return total - succeeded - failed - cancelled - expired;
  }
}
