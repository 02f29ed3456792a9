package io.auterity.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Decides how much of one rate a server may take, from what all servers say of it. It depends on
 * nothing else, and each server decides for itself alone, one after another.
 *
 * <p>What a server is granted is never more than what others have not leased, so that all leases
 * together stay within the rate whatever else is decided here. Within that, each gets what it needs
 * as far as all get it, and else alike. What no server needs is divided among all servers; of that
 * each takes only its own part, and leaves the others' to be taken. Where it does not suffice for
 * what one call needs, one server after another has it first.
 */
public final class RateShares {

  private static final long MIX = 0x9E3779B97F4A7C15L;

  /**
   * What one server says of a rate.
   *
   * @param leased what it may take, and does not give back now
   * @param counted what counts of it now
   * @param wanted what it refused lately
   * @param least what one call needs of that was refused; 0 where none was
   * @param living whether it goes on; of one that has gone all counts that it had leased
   */
  public record Claim(
      UUID process, long leased, long counted, long wanted, long least, boolean living) {

    private long need() {
      return counted + wanted;
    }
  }

  /**
   * What is decided for a server.
   *
   * @param leased what counts for it from now on
   * @param ceiling up to which it may take; below what it has leased while calls have to end first
   *     that others wait for
   */
  public record Deal(long leased, long ceiling) {}

  /**
   * Decides for one server.
   *
   * @param cap that the rate allows
   * @param servers how many there are, that one among them
   * @param mine what it says of itself
   * @param round counts on, so that one after another comes first
   */
  public static Deal deal(long cap, int servers, Claim mine, Collection<Claim> others, long round) {
    long gone = 0;
    long taken = 0;
    List<Claim> living = new ArrayList<>();
    living.add(mine);
    for (Claim other : others) {
      taken += other.leased();
      gone += other.living() ? 0 : other.leased();
      if (other.living()) {
        living.add(other);
      }
    }
    long target = target(Math.max(0, cap - gone), Math.max(servers, living.size()), living, round);
    long leased = Math.max(mine.leased(), Math.min(target, Math.max(0, cap - taken)));
    return new Deal(leased, Math.min(target, leased));
  }

  // Of the first of those that live.
  private static long target(long cap, int servers, List<Claim> living, long round) {
    List<Claim> order = new ArrayList<>(living);
    order.sort(
        Comparator.comparingLong((Claim claim) -> rank(claim.process(), round))
            .thenComparing(Claim::process));
    Map<UUID, Long> given = new HashMap<>();
    long left = cap - first(cap, order, given);
    left = divide(left, order, given);
    return given.getOrDefault(living.getFirst().process(), 0L) + left / servers;
  }

  private static long rank(UUID process, long round) {
    long mixed =
        (process.getMostSignificantBits() ^ process.getLeastSignificantBits()) + round * MIX;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  // Enough for a call that waits, of the server that comes first among those that refuse some.
  private static long first(long cap, List<Claim> order, Map<UUID, Long> given) {
    for (Claim claim : order) {
      if (claim.wanted() > 0) {
        long enough = Math.min(cap, Math.min(claim.need(), claim.counted() + claim.least()));
        given.put(claim.process(), enough);
        return enough;
      }
    }
    return 0;
  }

  // Alike to all up to what each needs. Returns what no server needs.
  private static long divide(long cap, List<Claim> order, Map<UUID, Long> given) {
    long left = cap;
    List<Claim> needy = needy(order, given);
    while (left > 0 && !needy.isEmpty()) {
      long each = Math.max(1, left / needy.size());
      for (Claim claim : needy) {
        long has = given.getOrDefault(claim.process(), 0L);
        long more = Math.min(left, Math.min(each, claim.need() - has));
        given.put(claim.process(), has + more);
        left -= more;
      }
      needy = needy(order, given);
    }
    return left;
  }

  private static List<Claim> needy(List<Claim> order, Map<UUID, Long> given) {
    return order.stream()
        .filter(claim -> given.getOrDefault(claim.process(), 0L) < claim.need())
        .toList();
  }
}
