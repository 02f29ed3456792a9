package io.auterity.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds of one limit, applied to what is used of it in one window: which calls they
 * refuse, what they ask of offers, and which of them are to be reported. It is confined to its
 * ledger's lock.
 */
final class LimitThresholds {

  private final Set<Threshold> told = new HashSet<>();
  private final ApprovalLookup approval = new ApprovalLookup();

  /** What was approved beyond those that ask. */
  ApprovalLookup approval() {
    return approval;
  }

  /** What is free below those that refuse, of what is left under the cap. */
  long free(Limit limit, long left) {
    long free = left;
    long used = limit.cap() - left;
    for (Threshold threshold : limit.thresholds()) {
      boolean asks = threshold.act() == Threshold.Act.ASK;
      boolean passed = asks && approval.amount() >= limit.cap();
      if (threshold.act().refuses() && !passed) {
        long more = asks ? approval.amount() : 0;
        free = Math.min(free, threshold.level(limit.cap()) + more - used);
      }
    }
    return Math.max(0, free);
  }

  /** A threshold that blocks holding so much more; null when none does. */
  @Nullable Threshold blocking(Limit limit, long used, long amount) {
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.BLOCK
          && amount > 0
          && used + amount > threshold.level(limit.cap())) {
        return threshold;
      }
    }
    return null;
  }

  /** One beyond which so much more would go unapproved; null when none is in the way. */
  @Nullable Threshold unapproved(Limit limit, long used, long amount) {
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.ASK
          && amount > 0
          && used + amount - threshold.level(limit.cap()) > approval.amount()) {
        return threshold;
      }
    }
    return null;
  }

  /** Those to report now that were not reported; they count as reported from now on. */
  List<Threshold> untold(Limit limit, long spent, long used) {
    List<Threshold> untold = new ArrayList<>(0);
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.NOTIFY
          && threshold.reached(spent, used - spent, limit.cap())
          && told.add(threshold)) {
        untold.add(threshold);
      }
    }
    return untold;
  }

  /** Marks a threshold as unreported: its report failed. */
  void stillUntold(Threshold threshold) {
    told.remove(threshold);
  }

  /** What they ask of offers now. */
  List<OfferRule> rules(Limit limit, long spent, long used) {
    List<OfferRule> rules = new ArrayList<>(2);
    for (Threshold threshold : limit.thresholds()) {
      OfferRule.Ask ask =
          switch (threshold.act()) {
            case CHEAPER -> OfferRule.Ask.CHEAPER;
            case LOCAL -> OfferRule.Ask.LOCAL;
            case NOTIFY, ASK, BLOCK -> null;
          };
      if (ask != null && threshold.reached(spent, used - spent, limit.cap())) {
        rules.add(new OfferRule(ask, limit.id(), limit.scope().model()));
      }
    }
    return rules;
  }
}
