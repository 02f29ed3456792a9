package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Servers that share rates in memory; something can happen while one is told. */
final class MemoryRateLeases implements RateLeases {

  private static final Duration KEPT = Duration.ofMinutes(1);

  private record Seat(boolean sharing, long until) {}

  private record Row(Claimed claimed, long leased, @Nullable Long freesAt) {}

  private final Time time;
  private final Map<UUID, Seat> seats = new HashMap<>();
  private final Map<UUID, Map<String, Row>> rows = new HashMap<>();
  private final Set<UUID> cutOff = new HashSet<>();
  private Runnable meanwhile = () -> {};
  private int asked;
  private int askedOfOthers;

  MemoryRateLeases(Time time) {
    this.time = time;
  }

  /** Happens after each answer was found, and before the one who asked has it. */
  void duringEachAnswer(Runnable action) {
    meanwhile = action;
  }

  /** From now on that one does not reach it. */
  void cutOff(UUID process) {
    cutOff.add(process);
  }

  /** How often it was asked for more, in vain or not. */
  int asked() {
    return asked;
  }

  void reach(UUID process) {
    cutOff.remove(process);
  }

  /** What all have leased of a rate, but for those of whom nothing counts any more. */
  long leased(RateLimit limit) {
    return rows.entrySet().stream()
        .filter(one -> counts(one.getKey(), limit))
        .mapToLong(one -> leasedBy(one.getValue(), limit))
        .sum();
  }

  private static long leasedBy(Map<String, Row> ofOne, RateLimit limit) {
    Row row = ofOne.get(key(limit));
    return row == null ? 0 : row.leased();
  }

  private static String key(RateLimit limit) {
    return limit.quota() + "/" + limit.span();
  }

  private boolean counts(UUID process, RateLimit limit) {
    Duration length = limit.span().length();
    Seat seat = seats.get(process);
    return seat != null && seat.until() + (length == null ? 0 : length.toNanos()) > time.nanos();
  }

  private void requireReached(UUID process) {
    if (cutOff.contains(process)) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "cut off");
    }
  }

  @Override
  public Seats beat(UUID process, boolean sharing, Duration shared, Duration alone) {
    requireReached(process);
    long now = time.nanos();
    List<UUID> over =
        seats.entrySet().stream()
            .filter(one -> !one.getKey().equals(process))
            .filter(one -> one.getValue().until() + KEPT.toNanos() < now)
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(seats::remove);
    over.forEach(rows::remove);
    boolean fresh = !seats.containsKey(process);
    int others = seats.size() - (fresh ? 0 : 1);
    if (!sharing) {
      rows.remove(process);
    }
    boolean shares = sharing && others > 0;
    seats.put(process, new Seat(shares, now + (shares ? shared : alone).toNanos()));
    return new Seats(fresh, others);
  }

  @Override
  public List<Share> exchange(TenantScope scope, UUID process, List<Claimed> claims) {
    asked++;
    requireReached(process);
    List<Share> shares = claims.stream().map(claim -> share(process, claim)).toList();
    meanwhile.run();
    return shares;
  }

  private @Nullable Duration heldFor(UUID process) {
    long now = time.nanos();
    return seats.entrySet().stream()
        .filter(one -> !one.getKey().equals(process) && !one.getValue().sharing())
        .map(one -> Duration.ofNanos(one.getValue().until() - now).plus(KEPT))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private Share share(UUID process, Claimed claim) {
    long now = time.nanos();
    Duration heldFor = heldFor(process);
    int living = (int) seats.values().stream().filter(one -> one.until() > now).count();
    List<RateShares.Claim> others = new ArrayList<>();
    Long freesAt = null;
    for (Map.Entry<UUID, Map<String, Row>> one : rows.entrySet()) {
      Row row = one.getValue().get(key(claim.limit()));
      if (row != null && !one.getKey().equals(process) && counts(one.getKey(), claim.limit())) {
        boolean lives = Objects.requireNonNull(seats.get(one.getKey())).until() > now;
        others.add(of(one.getKey(), row.claimed(), row.leased(), lives));
        Long its = row.freesAt();
        freesAt = freesAt == null || (its != null && its < freesAt) ? its : freesAt;
      }
    }
    RateShares.Deal deal =
        !claim.asks() || heldFor != null
            ? new RateShares.Deal(claim.leased(), claim.leased())
            : RateShares.deal(
                claim.limit().most(),
                living,
                of(process, claim, claim.leased(), true),
                others,
                now / Duration.ofSeconds(5).toNanos());
    Duration freesIn = claim.freesIn();
    rows.computeIfAbsent(process, ignored -> new HashMap<>())
        .put(
            key(claim.limit()),
            new Row(
                claim, deal.leased(), freesIn == null ? null : (Long) (now + freesIn.toNanos())));
    long elsewhere =
        others.stream().mapToLong(one -> one.living() ? one.counted() : one.leased()).sum();
    return new Share(
        deal, elsewhere, freesAt == null ? null : Duration.ofNanos(freesAt - now), heldFor);
  }

  @Override
  public Elsewhere elsewhere(TenantScope scope, UUID process, List<RateLimit> limits) {
    requireReached(process);
    askedOfOthers++;
    return new Elsewhere(
        limits.stream().map(limit -> elsewhere(process, limit)).toList(), heldFor(process) != null);
  }

  private long elsewhere(UUID process, RateLimit limit) {
    return rows.entrySet().stream()
        .filter(one -> !one.getKey().equals(process) && counts(one.getKey(), limit))
        .flatMap(one -> Stream.ofNullable(one.getValue().get(key(limit))))
        .mapToLong(row -> row.claimed().counted())
        .sum();
  }

  /** How often it was asked only what counts elsewhere. */
  int askedOfOthers() {
    return askedOfOthers;
  }

  private static RateShares.Claim of(UUID process, Claimed claim, long leased, boolean living) {
    return new RateShares.Claim(
        process, leased, claim.counted(), claim.wanted(), claim.least(), living);
  }

  @Override
  public void leave(UUID process, boolean counts) {
    requireReached(process);
    Seat seat = seats.get(process);
    if (seat != null && counts) {
      seats.put(process, new Seat(true, Math.min(seat.until(), time.nanos())));
    } else {
      seats.remove(process);
    }
  }
}
