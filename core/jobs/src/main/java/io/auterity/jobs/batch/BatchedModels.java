package io.auterity.jobs.batch;

import java.util.HashSet;
import java.util.Set;

/**
 * The models of a batch that lead into batches of vendors, as far as its lines have told. While
 * there is no room for more lines there those of these models wait, and others are asked, which may
 * be answered elsewhere; from any thread.
 */
final class BatchedModels {

  /** So many are told apart; from then on each model counts as one of them. */
  static final int MOST = 100;

  private final Set<String> known = new HashSet<>();

  /** A line of it has come into a batch of a vendor. */
  synchronized void add(String model) {
    if (known.size() < MOST) {
      known.add(model);
    }
  }

  /** Whether a line of it is likely to go there. */
  synchronized boolean contains(String model) {
    return known.size() >= MOST || known.contains(model);
  }
}
