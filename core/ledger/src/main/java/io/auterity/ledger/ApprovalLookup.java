package io.auterity.ledger;

/**
 * The lookup of what was approved of one limit in one window beyond thresholds that ask; one lookup
 * runs at a time. It is confined to its ledger's lock.
 */
final class ApprovalLookup {

  private long amount;
  private long lookAgainAt = Long.MIN_VALUE;
  private boolean looking;
  private boolean changedMeanwhile;

  /** How much was found, {@link Long#MAX_VALUE} for all up to the cap. */
  long amount() {
    return amount;
  }

  /** Whether a lookup is under way. */
  boolean looking() {
    return looking;
  }

  /** Whether looking may help: not when that was done a moment ago. */
  boolean mayLook(long now) {
    return now >= lookAgainAt;
  }

  /** Marks that a lookup begins; false when one is under way. */
  boolean start() {
    boolean first = !looking;
    looking = true;
    if (first) {
      changedMeanwhile = false;
    }
    return first;
  }

  void end() {
    looking = false;
  }

  /** Takes what was found; false when it may have changed since the lookup began. */
  boolean found(long approved, long lookAgain) {
    if (!changedMeanwhile) {
      amount = approved;
      lookAgainAt = lookAgain;
    }
    return !changedMeanwhile;
  }

  /** What was found is to be looked for again. */
  void forget() {
    amount = 0;
    lookAgainAt = Long.MIN_VALUE;
    changedMeanwhile = true;
  }
}
