package io.auterity.ledger;

import io.auterity.ledger.Ledger.RateState;
import io.auterity.platform.call.RateStanding.Rate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The calls or tokens that count under one rate now. It is confined to its ledger's lock.
 *
 * <p>A stretch of time is counted in {@link #SLOTS} slots and the one that has begun; what stands
 * in a slot counts until the stretch is over since the last of it: in no stretch of that length is
 * there more than allowed, whenever it begins, and no call waits for longer than one. A call counts
 * from when it is held on, its tokens at what it probably uses until it has ended and at what it
 * used from then on: what it did not use is taken out of its slot, and what it used beyond counts
 * as of its end, a debt that keeps others waiting. One that is given back unused is taken out of
 * its slot; any other counts until its slot is past, under way or not.
 *
 * <p>Where other servers are, it takes no more than up to its ceiling, which is at most what this
 * server has leased of the rate; what counts never exceeds what is leased but for tokens beyond
 * what was estimated of a call.
 */
final class RateLimiter {

  private static final int SLOTS = 16;
  // How long calls are under way is not known ahead.
  private static final Duration WHEN_ONE_ENDS = Duration.ofSeconds(1);

  /** Within so long other servers hear what is wanted here, and have given back what they can. */
  static final Duration WHEN_OTHERS_GIVE = Duration.ofSeconds(2);

  /** For how long what counts elsewhere is shown; of a rate in use it is told each second. */
  private static final long HEARD_LATELY = Duration.ofSeconds(20).toNanos();

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

  /** After so long without a call nothing is kept. */
  private static final long IDLE = Duration.ofSeconds(60).toNanos();

  private static final long SHORTEST_MEMORY = Duration.ofSeconds(5).toNanos();

  private final RateLimit limit;
  private final long spanNanos;
  private final long slotNanos;
  private final long[] counts = new long[SLOTS + 1];
  private final long[] lasts = new long[SLOTS + 1];
  private long slot;
  private boolean begun;
  private long counted;
  private long underWay;

  // What is refused counts as wanted for as long as a caller may take to come again.
  private long wanted;
  private long wantedBefore;
  private long wantedSince = Long.MIN_VALUE / 2;
  private long least;

  private long ceiling;
  private long leased;
  private boolean asking;
  private boolean outdated;
  private boolean retired;
  private long askAgainAt = Long.MIN_VALUE;
  private long lastTaken = Long.MIN_VALUE / 2;
  private long elsewhere;
  private long heardAt = Long.MIN_VALUE / 2;
  private @Nullable Long elsewhereFreeAt;
  private @Nullable Long heldUntil;

  RateLimiter(RateLimit limit) {
    this.limit = limit;
    Duration length = limit.span().length();
    this.spanNanos = length == null ? Long.MAX_VALUE : length.toNanos();
    this.slotNanos = length == null ? Long.MAX_VALUE : spanNanos / SLOTS;
  }

  RateLimit limit() {
    return limit;
  }

  private boolean parallel() {
    return limit.span() == RateLimit.Span.PARALLEL;
  }

  /** How much of what it counts a call takes that probably uses so many tokens. */
  long amount(long tokens) {
    return limit.ofTokens() ? tokens : 1;
  }

  /** How long to wait until so much more fits under the whole; null when it fits now. */
  @Nullable Duration untilFree(long now, long amount) {
    return untilFree(now, amount, limit.most());
  }

  private @Nullable Duration untilFree(long now, long amount, long most) {
    if (counting(now) + amount <= most) {
      return null;
    }
    if (parallel()) {
      return WHEN_ONE_ENDS;
    }
    long past = counted;
    for (int ahead = 1; ahead <= SLOTS + 1; ahead++) {
      int place = place(slot + ahead);
      past -= counts[place];
      if (past + amount <= most) {
        return Duration.ofNanos(lasts[place] + spanNanos - now);
      }
    }
    return limit.span().length();
  }

  // What counts now.
  private long counting(long now) {
    if (parallel()) {
      return underWay;
    }
    forget(now);
    return counted;
  }

  /** Whether so much more fits under what this server may take. */
  boolean fitsShare(long now, long amount) {
    return counting(now) + amount <= Math.min(limit.most(), ceiling);
  }

  /** How long to wait until so much more may fit under what this server may take then. */
  Duration untilShared(long now, long amount) {
    if (counting(now) + elsewhere + amount <= limit.most()) {
      return WHEN_OTHERS_GIVE; // It is others' to take, and not used.
    }
    Duration own = counting(now) == 0 ? null : untilFree(now, amount, ceiling);
    Long freeAt = elsewhereFreeAt;
    Duration others = freeAt == null ? null : Duration.ofNanos(freeAt - now);
    Duration first = own == null || (others != null && others.compareTo(own) < 0) ? others : own;
    return first == null || first.compareTo(WHEN_OTHERS_GIVE) < 0 ? WHEN_OTHERS_GIVE : first;
  }

  /** So much is refused: others are to hear that it is wanted. */
  void want(long now, long amount) {
    remember(now);
    wanted = Math.min(limit.most(), wanted + Math.max(1, amount));
    least = Math.min(limit.most(), Math.max(1, amount));
  }

  private void remember(long now) {
    long memory = parallel() ? SHORTEST_MEMORY : Math.max(SHORTEST_MEMORY, spanNanos / 2);
    if (now - wantedSince >= memory) {
      wantedBefore = now - wantedSince < 2 * memory ? wanted : 0;
      wanted = 0;
      wantedSince = now;
    }
  }

  private long wanting(long now) {
    remember(now);
    return Math.min(limit.most(), wanted + wantedBefore);
  }

  /** Follows another one of the same quota, of which others were told. */
  void follow(RateLimiter before) {
    leased = Math.max(before.leased, before.asking ? 1 : 0);
  }

  /** Its quota is gone: others are to hear that nothing of it counts. */
  void retire() {
    retired = true;
    leased = Math.max(leased, asking ? 1 : 0);
  }

  /** Whether others know that nothing of it counts. */
  boolean givenBack() {
    return leased == 0;
  }

  /**
   * What counts is all that it may take, until it hears more than what it was asking for just now.
   */
  void startSharing(long now) {
    outdated = asking;
    leased = counting(now);
    ceiling = Math.min(leased, limit.most());
    askAgainAt = Long.MIN_VALUE;
    elsewhere = 0;
    elsewhereFreeAt = null;
    heldUntil = null;
    wanted = 0;
    wantedBefore = 0;
  }

  /** Whether others are to be told of it. */
  boolean inUse(long now) {
    return leased > 0 || ceiling > 0 || counting(now) > 0 || wanting(now) > 0;
  }

  /** Marks that a thread asks for more; false when another already does. */
  boolean startAsking() {
    boolean first = !asking;
    asking = true;
    outdated = first ? false : outdated;
    return first;
  }

  boolean asking() {
    return asking;
  }

  void endAsking() {
    asking = false;
  }

  /** Whether asking for more may help: not when that was done in vain a moment ago. */
  boolean mayAsk(long now) {
    return now >= askAgainAt;
  }

  /** What was asked for was refused, or no answer arrived. */
  void askedInVain(long now) {
    askAgainAt = now + ASK_AGAIN_AFTER.toNanos();
  }

  /** What is told of it; what it may take is at most what it tells, until it hears more. */
  RateLeases.Claimed claim(long now) {
    if (retired) {
      return new RateLeases.Claimed(limit, 0, 0, 0, 0, null, false);
    }
    long counting = counting(now);
    long wanting = wanting(now);
    if (counting == 0 && wanting == 0 && now - lastTaken >= IDLE) {
      ceiling = 0;
    }
    return new RateLeases.Claimed(
        limit,
        Math.max(ceiling, counting),
        counting,
        wanting,
        wanting == 0 ? 0 : least,
        frees(now),
        false);
  }

  private @Nullable Duration frees(long now) {
    for (int ahead = 1; !parallel() && ahead <= SLOTS + 1; ahead++) {
      int place = place(slot + ahead);
      if (counts[place] > 0) {
        return Duration.ofNanos(Math.max(0, lasts[place] + spanNanos - now));
      }
    }
    return null;
  }

  /** Takes what it heard. */
  void take(RateLeases.Share share, long now) {
    if (outdated) {
      return;
    }
    leased = share.deal().leased();
    ceiling = share.deal().ceiling();
    elsewhere = share.elsewhere();
    heardAt = now;
    Duration freesIn = share.freesIn();
    elsewhereFreeAt = freesIn == null ? null : (Long) (now + freesIn.toNanos());
    Duration heldFor = share.heldFor();
    heldUntil = heldFor == null ? null : (Long) (now + heldFor.toNanos());
  }

  /**
   * For how long at most no call is granted more, since another server was alone and has not said
   * what its calls took; null where none was.
   */
  @Nullable Duration heldFor(long now) {
    Long until = heldUntil;
    return until == null || until - now <= 0 ? null : Duration.ofNanos(until - now);
  }

  /** Whether it has leased what others wait for and it may not take any more. */
  boolean hasToGiveBack(long now) {
    return !retired && leased > Math.max(ceiling, counting(now));
  }

  // A slot is past before another one begins in its place.
  private void forget(long now) {
    long current = Math.floorDiv(now, slotNanos);
    slot = begun ? Math.max(slot, current) : current;
    begun = true;
    for (int place = 0; counted > 0 && place < counts.length; place++) {
      if (counts[place] > 0 && now - lasts[place] >= spanNanos) {
        counted -= counts[place];
        counts[place] = 0;
      }
    }
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS + 1);
  }

  /** Counts what fits, and tells what to give back with it. */
  long take(long now, long amount) {
    underWay += amount;
    lastTaken = now;
    if (parallel()) {
      return 0;
    }
    forget(now);
    count(now, amount);
    return slot;
  }

  /**
   * A call has ended now.
   *
   * @param taken what {@link #take} told
   * @param amount what was taken then
   * @param used what it was in the end; 0 when it was not made after all
   */
  void ended(long now, long taken, long amount, long used) {
    underWay -= amount;
    if (parallel()) {
      return;
    }
    forget(now);
    if (used > amount) {
      count(now, used - amount);
    } else if (taken > slot - counts.length) {
      long unused = Math.min(amount - used, counts[place(taken)]);
      counted -= unused;
      counts[place(taken)] -= unused;
    }
  }

  private void count(long now, long amount) {
    counted += amount;
    counts[place(slot)] += amount;
    lasts[place(slot)] = now;
  }

  /**
   * How it stands; null for calls at one time, which no time frees.
   *
   * @param shared whether what counts at other servers is to be told too
   */
  @Nullable Rate standing(long now, boolean shared) {
    if (parallel()) {
      return null;
    }
    forget(now);
    long all = shared ? counted + elsewhere : counted;
    long newest = slot;
    while (newest > slot - counts.length && counts[place(newest)] == 0) {
      newest--;
    }
    long reset = counted == 0 ? 0 : lasts[place(newest)] + spanNanos - now;
    return new Rate(
        limit.most(), Math.max(0, limit.most() - all), Duration.ofNanos(Math.max(0, reset)));
  }

  RateState state(long now, boolean shared) {
    long inSpan = counting(now);
    boolean known = shared && now - heardAt <= HEARD_LATELY;
    return new RateState(
        limit, Math.max(0, inSpan - underWay), Math.min(inSpan, underWay), known ? elsewhere : 0);
  }
}
