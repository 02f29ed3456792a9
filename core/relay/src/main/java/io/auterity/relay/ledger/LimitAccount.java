package io.auterity.relay.ledger;

import io.auterity.platform.id.Ids;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this process may spend of one limit in one window, and has spent. It is confined to its
 * ledger's lock, and nothing in it does I/O.
 */
final class LimitAccount {

  private static final long SECOND = 1_000_000_000;

  /** After so long without a call nothing is kept ahead. */
  private static final long IDLE = 60 * SECOND;

  /** For how long at the present rate is leased, as far as that is not too much. */
  private static final long SECONDS_AHEAD = 20;

  /** For so long a threshold refuses by what is known before that is asked for anew. */
  private static final long KNOWN = 2 * SECOND;

  private final Window window;
  private final UUID slice;

  private Limit limit;
  private String scope;
  private long leased;
  private long leasedByAll;
  private long unspentElsewhere;
  private long held;
  private long settled;
  private long overrun;
  private long awaited;
  private long lastSecond;
  private long thisSecond;
  private long secondBegan = Long.MIN_VALUE / 2;
  private long highestRate;
  private long highestBefore;
  private long lastHeld = Long.MIN_VALUE / 2;
  private Slices.Use reported = Slices.Use.NONE;
  private boolean extending;
  private boolean asked;
  private boolean looking;
  private boolean changedMeanwhile;
  private boolean heard;
  private final Set<Threshold> told = new HashSet<>();
  private long approved;
  private long lookAgainAt = Long.MIN_VALUE;
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
    return Math.max(0, limit.cap() - Math.max(leased, leasedByAll) + available());
  }

  /** What calls may still hold up to the cap or a threshold that refuses, as far as is known. */
  long free() {
    long free = left();
    for (Threshold threshold : limit.thresholds()) {
      boolean passed = threshold.act() == Threshold.Act.ASK && approved >= limit.cap();
      if (threshold.act().refuses() && !passed) {
        long more = threshold.act() == Threshold.Act.ASK ? approved : 0;
        free = Math.min(free, threshold.level(limit.cap()) + more - used());
      }
    }
    return Math.max(0, free);
  }

  /** What is settled or held of the cap, or leased elsewhere, as far as this process knows. */
  long used() {
    return limit.cap() - left();
  }

  /** Whether it is known what others use of it. */
  boolean heard() {
    return heard;
  }

  /** Fails where a threshold lets nobody hold so much more. */
  void requireBelowThresholds(long amount, Instant now) {
    Threshold threshold = blocking(amount);
    if (threshold != null) {
      throw refusal(amount, now).beyond(threshold);
    }
  }

  private @Nullable Threshold blocking(long amount) {
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.BLOCK
          && amount > 0
          && used() + amount > threshold.level(limit.cap())) {
        return threshold;
      }
    }
    return null;
  }

  /**
   * What to tell so as to hear what others use, where a threshold would refuse so much by figures
   * that may be old; null where nobody is to ask.
   */
  @Nullable Report askingAnew(long amount, long now) {
    if (now < askAnewAt || !asked || extending || blocking(amount) == null) {
      return null;
    }
    askAnewAt = now + KNOWN;
    return new Report(use(), leased);
  }

  /** A threshold beyond which that much more would go unapproved; null when none is in the way. */
  @Nullable Threshold unapproved(long amount) {
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.ASK
          && amount > 0
          && used() + amount - threshold.level(limit.cap()) > approved) {
        return threshold;
      }
    }
    return null;
  }

  /** Whether someone is looking for approvals. */
  boolean looking() {
    return looking;
  }

  /** Whether looking for approvals may help: not when that was done a moment ago. */
  boolean mayLook(long now) {
    return now >= lookAgainAt;
  }

  /** Marks that someone looks for approvals; false when someone already does. */
  boolean startLooking() {
    boolean first = !looking;
    looking = true;
    if (first) {
      changedMeanwhile = false;
    }
    return first;
  }

  void endLooking() {
    looking = false;
  }

  /** Takes what was found; false when it may have changed since somebody began to look. */
  boolean approved(long amount, long lookAgain) {
    if (!changedMeanwhile) {
      approved = amount;
      lookAgainAt = lookAgain;
    }
    return !changedMeanwhile;
  }

  /** What was found is to be looked for again. */
  void forgetApproved() {
    approved = 0;
    lookAgainAt = Long.MIN_VALUE;
    changedMeanwhile = true;
  }

  /** Says that somebody has to approve first, or that calls under way hold what is missing. */
  CallFailedException unapproved(long amount, Threshold threshold, Instant now) {
    return refusal(amount, now).unapproved(threshold, approved);
  }

  /**
   * Thresholds of which somebody is to be told now and has not been, which are told from now on.
   */
  List<Threshold> untold() {
    List<Threshold> untold = new ArrayList<>(0);
    for (Threshold threshold : limit.thresholds()) {
      if (threshold.act() == Threshold.Act.NOTIFY
          && threshold.reached(spent(), used() - spent(), limit.cap())
          && told.add(threshold)) {
        untold.add(threshold);
      }
    }
    return untold;
  }

  /** Of these somebody could not be told. */
  void stillUntold(Threshold threshold) {
    told.remove(threshold);
  }

  // What is settled of the cap by whomever, or left open by a crash, as far as this process knows.
  private long spent() {
    return Math.max(0, used() - held - unspentElsewhere);
  }

  /** What its thresholds ask of offers now. */
  List<OfferRule> rules() {
    List<OfferRule> rules = new ArrayList<>(2);
    for (Threshold threshold : limit.thresholds()) {
      OfferRule.Ask ask =
          switch (threshold.act()) {
            case CHEAPER -> OfferRule.Ask.CHEAPER;
            case LOCAL -> OfferRule.Ask.LOCAL;
            case NOTIFY, ASK, BLOCK -> null;
          };
      if (ask != null && threshold.reached(spent(), used() - spent(), limit.cap())) {
        rules.add(new OfferRule(ask, limit.id(), limit.scope().model()));
      }
    }
    return rules;
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
    lastHeld = now;
    if (now - secondBegan < SECOND) {
      thisSecond += amount; // The first one alone is no rate.
    } else {
      lastSecond = now - secondBegan < 2 * SECOND ? thisSecond : 0;
      thisSecond = 0;
      secondBegan = now;
    }
    highestRate = Math.max(highestRate, rate());
  }

  /** Somebody waits for an answer to hold so much. */
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
  long wanted(long needed) {
    return Math.max(needed + awaited, ahead() - available());
  }

  // So much that the database may be away for a while: more is asked for while over half is left.
  private long ahead() {
    return ahead(rate());
  }

  private long ahead(long rate) {
    long most = limit.mostAhead();
    long soon = rate > most / SECONDS_AHEAD ? most : rate * SECONDS_AHEAD;
    return Math.max(limit.chunk(), soon);
  }

  private long rate() {
    return Math.max(lastSecond, thisSecond);
  }

  /**
   * Closes a hold.
   *
   * @return what of the actual amount went beyond hold and lease
   */
  long settle(long amount, long actual) {
    held -= amount;
    long within = Math.clamp(available(), 0, actual);
    settled += within;
    overrun += actual - within;
    return actual - within;
  }

  /**
   * What is told of it from time to time.
   *
   * @param keep what of the lease is kept
   */
  record Report(Slices.Use use, long keep) {}

  /**
   * What to tell of it now; null when that is known. What it gives back with it is not held any
   * more from now on, whether or not the answer comes.
   */
  @Nullable Report report(long now) {
    if (!asked || extending) {
      return null;
    }
    long surplus = surplus(now);
    Slices.Use use = use();
    if (surplus == 0 && use.equals(reported)) {
      return null;
    }
    leased -= surplus;
    return new Report(use, leased);
  }

  private Slices.Use use() {
    return new Slices.Use(settled + overrun, held);
  }

  // Twice what is leased ahead may lie there, so that leases do not come and go.
  private long surplus(long now) {
    long ahead = ahead(Math.max(highestRate, highestBefore));
    highestBefore = highestRate;
    highestRate = 0;
    if (retired || now - lastHeld >= IDLE) {
      return Math.max(0, available());
    }
    return available() > 2 * ahead ? available() - ahead : 0;
  }

  /** Takes what is leased after a report. */
  void told(Report report, Slices.Grant grant) {
    reported = report.use();
    leased = grant.leased();
    leasedByAll = grant.leasedByAll();
    unspentElsewhere = grant.unspentElsewhere();
  }

  /** Takes what the database granted; nothing granted means not to ask again for a while. */
  void grant(Slices.Grant grant, long askAgain) {
    heard = true;
    leased = grant.leased();
    leasedByAll = grant.leasedByAll();
    unspentElsewhere = grant.unspentElsewhere();
    askAgainAt = grant.granted() == 0 ? askAgain : Long.MIN_VALUE;
  }

  /** Whether asking for so much more may help: after a refusal only for less than was left then. */
  boolean mayAsk(long now, long more) {
    return now >= askAgainAt || more <= limit.cap() - leasedByAll;
  }

  /** What a refusal said is no longer so. */
  void askAgain() {
    askAgainAt = Long.MIN_VALUE;
  }

  boolean low() {
    return rate() == 0 ? available() < limit.chunk() / 4 : available() < ahead() - ahead() * 2 / 5;
  }

  boolean extending() {
    return extending;
  }

  /** Marks that someone is asking the database; false when someone already is. */
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
