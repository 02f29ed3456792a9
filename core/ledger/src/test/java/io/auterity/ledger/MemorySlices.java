package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Slices in memory. Something can be made to happen while one is asked for. */
public final class MemorySlices implements BudgetSlices {

  private final Map<String, Long> leased = new HashMap<>();
  private final Map<UUID, Long> slices = new HashMap<>();
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();

  private final Map<UUID, UUID> owners = new HashMap<>();
  private final Map<UUID, Long> told = new HashMap<>();
  private int asked;
  private long unspentElsewhere;

  private volatile @Nullable RuntimeException broken;
  private volatile boolean away;
  private volatile @Nullable String failing;
  private volatile @Nullable Runnable reporting;
  private int closings;

  /** From now on no slice can be closed. */
  public void breakOnClosing(RuntimeException error) {
    broken = error;
  }

  /** How often somebody tried to close one. */
  synchronized int closingsTried() {
    return closings;
  }

  /** From now on nothing can be told of that limit, unlike of others. */
  void failOn(String limit) {
    failing = limit;
  }

  /** Happens once before something is told. */
  void duringTheNextReport(Runnable action) {
    reporting = action;
  }

  /** From now on none is leased. */
  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** Happens after the next answer was found, and before the one who asked has it. */
  void duringTheNextAnswer(Runnable action) {
    meanwhile.add(action);
  }

  /** What another process leases of a limit. */
  public synchronized void takenElsewhere(String limit, long amount) {
    leased.merge(limit, amount, Long::sum);
  }

  /** What another process leases of a limit and may give back. */
  synchronized void leasedElsewhere(String limit, long amount) {
    takenElsewhere(limit, amount);
    unspentElsewhere += amount;
  }

  /** What another process tells as spent of what it leased. */
  synchronized void spentElsewhere(long amount) {
    unspentElsewhere -= amount;
  }

  synchronized long leased(String limit) {
    return leased.getOrDefault(limit, 0L);
  }

  /** How often a lease was asked for. */
  synchronized int asked() {
    return asked;
  }

  @Override
  public Grant lease(Place place, long needed, long wanted, Instant now) {
    if (away) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
    }
    Grant grant = grant(place, needed, wanted);
    Runnable action = meanwhile.poll();
    if (action != null) {
      action.run();
    }
    return grant;
  }

  private synchronized Grant grant(Place place, long needed, long wanted) {
    asked++;
    owners.put(place.slice(), place.process());
    long before = leased(place.limit().row());
    long left = Math.max(0, place.limit().cap() - before);
    long granted = left < needed ? 0 : Math.min(left, wanted);
    leased.put(place.limit().row(), before + granted);
    long here = slices.merge(place.slice(), granted, Long::sum);
    boolean told = granted == 0 || !place.limit().thresholds().isEmpty();
    return new Grant(granted, here, before + granted, told ? unspentElsewhere : 0);
  }

  @Override
  public synchronized Grant report(Place place, Use use, long keep, Instant now) {
    if (away) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
    }
    if (place.limit().row().equals(failing)) {
      throw new IllegalStateException(failing);
    }
    Runnable action = reporting;
    if (action != null) {
      reporting = null;
      action.run();
    }
    told.put(place.slice(), use.all());
    long before = slices.getOrDefault(place.slice(), 0L);
    long kept = Math.max(Math.min(before, keep), use.all());
    slices.put(place.slice(), kept);
    leased.merge(place.limit().row(), kept - before, Long::sum);
    return new Grant(0, kept, leased(place.limit().row()), unspentElsewhere);
  }

  /** Settles what all but these processes left of a limit to what they told. */
  synchronized void settleLeft(String limit, Set<UUID> living) {
    for (Map.Entry<UUID, Long> slice : slices.entrySet()) {
      if (!living.contains(owners.get(slice.getKey()))) {
        long used = told.getOrDefault(slice.getKey(), 0L);
        leased.merge(limit, used - slice.getValue(), Long::sum);
        slice.setValue(used);
      }
    }
  }

  /** What a process has told that it used. */
  synchronized long toldBy(UUID process) {
    return told.entrySet().stream()
        .filter(entry -> process.equals(owners.get(entry.getKey())))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public synchronized void close(Place place, long settled, long overrun, Instant now) {
    closings++;
    if (broken != null) {
      throw broken;
    }
    long returned = slices.getOrDefault(place.slice(), 0L) - settled - overrun;
    leased.merge(place.limit().row(), -returned, Long::sum);
    slices.remove(place.slice());
  }

  @Override
  public List<Unsettled> unsettled(TenantScope scope, UUID process) {
    return List.of();
  }

  @Override
  public List<Settled> settled(TenantScope scope, Set<Instant> windows) {
    return List.of();
  }

  @Override
  public Map<String, Hours> hours(TenantScope scope, Set<String> limits, Instant now) {
    return Map.of();
  }
}
