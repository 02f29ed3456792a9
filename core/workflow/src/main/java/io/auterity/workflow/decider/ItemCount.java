package io.auterity.workflow.decider;

/**
 * Counts of the items of a step over a list: total, begun, done and failed.
 *
 * @param total items of its lists
 * @param begun items that have started
 * @param done items that have their result
 * @param failed items that have failed
 */
public record ItemCount(int total, int begun, int done, int failed) {

  static final ItemCount NONE = new ItemCount(0, 0, 0, 0);

  /** Items under way. */
  public int running() {
    return begun - done - failed;
  }

  public ItemCount more(int items) {
    return new ItemCount(total + items, begun, done, failed);
  }

  public ItemCount oneBegun() {
    return new ItemCount(total, begun + 1, done, failed);
  }

  public ItemCount oneDone() {
    return new ItemCount(total, begun, done + 1, failed);
  }

  public ItemCount oneFailed() {
    return new ItemCount(total, begun, done, failed + 1);
  }
}
