package io.auterity.ledger;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Slices of a tenant's budgets and quotas, by which the processes of the product share them out;
 * each call does I/O.
 */
public interface BudgetSlices {

  /** A limit's window in the name of one process. */
  record Place(TenantScope scope, Limit limit, Instant window, UUID slice, UUID process) {}

  /**
   * What was granted, which may be nothing.
   *
   * @param leased what the slice has by then, also by leases whose answer was lost
   * @param leasedByAll what all processes have
   * @param unspentElsewhere what of that other living processes have not told as spent, which may
   *     come back; 0 where something was granted of a limit without thresholds, when that is not
   *     asked
   */
  record Grant(long granted, long leased, long leasedByAll, long unspentElsewhere) {}

  /**
   * What another process has leased and not settled.
   *
   * @param limit the {@link Limit#row} of it
   * @param spent what it has told that its calls had spent of that, at most the amount
   * @param living whether that process still works with it; when it has ended, all counts as spent
   */
  record Unsettled(
      String kind,
      String limit,
      Instant window,
      UUID process,
      long amount,
      long spent,
      Instant opened,
      boolean living) {}

  /**
   * What slices that are closed have spent in one window.
   *
   * @param limit the {@link Limit#row} of it
   */
  record Settled(String kind, String limit, Instant window, long amount) {}

  /**
   * What calls that ended used of a limit by the hour, by UTC; hours without use are nothing.
   *
   * @param start of the first hour that anything was used in
   */
  record Hours(Instant start, List<Long> used) {
    public Hours {
      used = List.copyOf(used);
    }
  }

  /**
   * What a process uses of its slice.
   *
   * @param spent by calls that have ended, also beyond the slice
   * @param held by calls under way
   */
  record Use(long spent, long held) {

    /** The use of a slice that is unused yet. */
    public static final Use NONE = new Use(0, 0);

    /** Both together. */
    public long all() {
      return spent + held;
    }
  }

  /**
   * Leases more: {@code wanted} or what is left, if that is at least {@code needed}.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Grant lease(Place place, long needed, long wanted, Instant now);

  /**
   * Keeps what a process has used of its slice, and gives back what it has beyond {@code keep}.
   * What it used beyond its slice is leased with it, even above the cap.
   *
   * @return what it has by then: one that others settled meanwhile is open again, with what it was
   *     settled to
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  Grant report(Place place, Use use, long keep, Instant now);

  /**
   * Gives back what a slice did not spend, and closes it. What it spent beyond what others settled
   * it to meanwhile is added.
   */
  void close(Place place, long settled, long overrun, Instant now);

  /** Slices that other processes left open. */
  List<Unsettled> unsettled(TenantScope scope, UUID process);

  /** What closed slices of all processes have spent in windows that begin then. */
  List<Settled> settled(TenantScope scope, Set<Instant> windows);

  /**
   * What all processes told in full hours before now, at most four weeks back, of limits by kind
   * and {@link Limit#row}, as {@code kind/row}; limits of which nothing is known are left out.
   */
  Map<String, Hours> hours(TenantScope scope, Set<String> limits, Instant now);
}
