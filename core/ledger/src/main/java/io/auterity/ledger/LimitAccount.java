package io.auterity.ledger;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.platform.id.Ids;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account of one limit in one window: what this process may spend of it, and has spent. It is
 * confined to its ledger's lock, and nothing in it does I/O.
 */
final class LimitAccount {

  private static final long SECOND = 1_000_000_000;

  /** For so long a threshold refuses by what is known before that is asked for anew. */
  private static final long KNOWN = 2 * SECOND;

  private final Window window;
  private final UUID slice;
  private final LeasePace pace = new LeasePace();
  private final LimitThresholds thresholds = new LimitThresholds();

  private Limit limit;
  private String scope;
  private long leased;
  private long elsewhere;
  private long unspentElsewhere;
  private long held;
  private long settled;
  private long overrun;
  private long awaited;
  private BudgetSlices.@Nullable Use reported = BudgetSlices.Use.NONE;
  private boolean extending;
  private boolean givingBack;
  private boolean asked;
  private boolean heard;
  private boolean retired;
  private long askAgainAt = Long.MIN_VALUE;
  private long askAnewAt = Long.MIN_VALUE;

  LimitAccount(Limit limit, Window window, Ids ids) {
    this.limit = limit;
    this.scope = limit.scope().toString();
    this.window = window;
    this.slice = ids.next();
  }

  Limit limit() {
    return limit;
  }

  /**
   * Goes on under a changed limit; false when it cannot, since what is leased may be above a cap
   * that was lowered.
   */
  boolean follow(Limit changed) {
    boolean possible =
        changed.cap() >= limit.cap()
            && changed.unit().equals(limit.unit())
            && changed.period() == limit.period()
            && changed.zone().equals(limit.zone());
    if (possible && changed.cap() > limit.cap()) {
      askAgain();
    }
    if (possible) {
      limit = changed;
      scope = changed.scope().toString();
    }
    return possible;
  }

  /** The scope of the limit in words, which each decision keeps. */
  String scope() {
    return scope;
  }

  Window window() {
    return window;
  }

  /** Id of what this process has leased. */
  UUID slice() {
    return slice;
  }

  LimitState state() {
    return new LimitState(limit, leased, held, settled, overrun, left());
  }

  long settled() {
    return settled;
  }

  long held() {
    return held;
  }

  long overrun() {
    return overrun;
  }

  /** Whether a lease was asked for, which may be granted although no answer came. */
  boolean asked() {
    return asked;
  }

  /** What may be held without leasing more; below nothing while an overrun is not covered. */
  long available() {
    return leased - held - settled - overrun;
  }

  /** What is left under the cap, as far as this process knows. */
  long left() {
    return Math.max(0, limit.cap() - elsewhere - held - settled - overrun);
  }

  /** What calls may still hold up to the cap or a threshold that refuses, as far as is known. */
  long free() {
    return thresholds.free(limit, left());
  }

  /** What is settled or held of the cap, or leased elsewhere, as far as this process knows. */
  long used() {
    return limit.cap() - left();
  }

  /** Whether it is known what others use of it. */
  boolean heard() {
    return heard;
  }

  /** Fails where a threshold blocks holding so much more. */
  void requireBelowThresholds(long amount, Instant now) {
    Threshold threshold = thresholds.blocking(limit, used(), amount);
    if (threshold != null) {
      throw refusal(amount, now).beyond(threshold);
    }
  }

  /**
   * What to tell so as to hear what others use, where a threshold would refuse so much by figures
   * that may be old; null where nothing is to be asked.
   */
  @Nullable Report askingAnew(long amount, long now) {
    if (now < askAnewAt
        || !asked
        || extending
        || thresholds.blocking(limit, used(), amount) == null) {
      return null;
    }
    askAnewAt = now + KNOWN;
    return new Report(use(), leased, 0);
  }

  /** A threshold beyond which that much more would go unapproved; null when none is in the way. */
  @Nullable Threshold unapproved(long amount) {
    return thresholds.unapproved(limit, used(), amount);
  }

  /** What was approved beyond thresholds that ask. */
  ApprovalLookup approval() {
    return thresholds.approval();
  }

  /** The refusal for want of an approval, or because calls under way hold what is missing. */
  CallFailedException unapproved(long amount, Threshold threshold, Instant now) {
    return refusal(amount, now).unapproved(threshold, approval().amount());
  }

  /** Thresholds to report now that were not reported; they count as reported from now on. */
  List<Threshold> untold() {
    return thresholds.untold(limit, spent(), used());
  }

  /** Marks a threshold as unreported: its report failed. */
  void stillUntold(Threshold threshold) {
    thresholds.stillUntold(threshold);
  }

  // What is settled of the cap by whomever, or left open by a crash, as far as this process knows.
  private long spent() {
    return Math.max(0, used() - held - unspentElsewhere);
  }

  /** What its thresholds ask of offers now. */
  List<OfferRule> rules() {
    return thresholds.rules(limit, spent(), used());
  }

  /** Says that an amount does not fit. */
  CallFailedException exhausted(long amount, Instant now) {
    return refusal(amount, now).beyondCap();
  }

  private CapRefusal refusal(long amount, Instant now) {
    return new CapRefusal(limit, scope, window, used(), held, unspentElsewhere, amount, now);
  }

  void hold(long amount, long now) {
    held += amount;
    pace.held(amount, now);
  }

  /** A call begins to wait for an answer to hold so much. */
  void await(long amount) {
    awaited += amount;
  }

  void awaited(long amount) {
    awaited -= amount;
  }

  long awaited() {
    return awaited;
  }

  /** How much to ask for: for those who wait, or what is to be had ahead when that is more. */
  long wanted(long needed, long now) {
    long ahead = pace.ahead(limit, now);
    return needed + awaited + Math.max(0, needed == 0 ? ahead - available() : ahead);
  }

  /**
   * Closes a hold.
   *
   * @return what of the actual amount went beyond hold and lease
   */
  long settle(long amount, long actual, long now) {
    held -= amount;
    pace.ended(actual, now);
    long within = Math.clamp(available(), 0, actual);
    settled += within;
    overrun += actual - within;
    return actual - within;
  }

  /**
   * What is told of it from time to time.
   *
   * @param keep what of the lease is kept
   * @param back what of it is given back
   */
  record Report(BudgetSlices.Use use, long keep, long back) {}

  /**
   * What to tell of it now; null when that is known. What it gives back with it is not held any
   * more from now on, whether or not the answer comes.
   */
  @Nullable Report report(long now) {
    if (!asked || extending) {
      return null;
    }
    long surplus = surplus(now);
    BudgetSlices.Use use = use();
    if (surplus == 0 && use.equals(reported)) {
      return null;
    }
    leased -= surplus;
    return new Report(use, leased, surplus);
  }

  /**
   * A report failed; the next one tells it.
   *
   * @param taken whether it may have been taken all the same; else nothing was given back
   */
  void untold(Report report, boolean taken) {
    reported = null;
    leased += taken ? 0 : report.back();
  }

  /**
   * Marks that what calls do not hold is watched until it is no more than a crash may cost.
   *
   * @return false while it is no more, or is watched already
   */
  boolean startGivingBack() {
    return !givingBack && goOnGivingBack();
  }

  /** Whether it has to be watched further; the mark is gone where not. */
  boolean goOnGivingBack() {
    givingBack = !retired && available() > limit.mostAhead();
    return givingBack;
  }

  /** The thread that watched it has failed. */
  void endGivingBack() {
    givingBack = false;
  }

  private BudgetSlices.Use use() {
    return new BudgetSlices.Use(settled + overrun, held);
  }

  private long surplus(long now) {
    long surplus = pace.surplus(limit, available(), now);
    return retired ? Math.max(0, available()) : surplus;
  }

  /** Takes what is leased after a report. */
  void told(Report report, BudgetSlices.Grant grant) {
    reported = report.use();
    hear(grant);
  }

  /** Takes what the database granted; nothing granted means not to ask again for a while. */
  void grant(BudgetSlices.Grant grant, long askAgain) {
    heard = true;
    hear(grant);
    askAgainAt = grant.granted() == 0 ? askAgain : Long.MIN_VALUE;
  }

  // What is given back here is free at once, so what others have is kept, and not the sum.
  private void hear(BudgetSlices.Grant grant) {
    leased = grant.leased();
    elsewhere = Math.max(0, grant.leasedByAll() - grant.leased());
    unspentElsewhere = grant.unspentElsewhere();
  }

  /** Whether asking for so much more may help: after a refusal only for less than was left then. */
  boolean mayAsk(long now, long more) {
    return now >= askAgainAt || more <= limit.cap() - elsewhere - leased;
  }

  /** What a refusal said is no longer so. */
  void askAgain() {
    askAgainAt = Long.MIN_VALUE;
  }

  /** Whether more is to be leased ahead of need, for calls of such an amount. */
  boolean low(long amount, long now) {
    return pace.low(limit, amount, available(), now);
  }

  boolean extending() {
    return extending;
  }

  /** Marks that a thread asks the database; false when another already does. */
  boolean startExtending() {
    boolean first = !extending;
    extending = true;
    asked = true;
    return first;
  }

  void endExtending() {
    extending = false;
  }

  void retire() {
    retired = true;
  }

  boolean retired() {
    return retired;
  }

  /** Whether its slice can be closed: it takes no more holds, and all are settled. */
  boolean over() {
    return retired && held == 0 && !extending;
  }
}
