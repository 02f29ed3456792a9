package io.auterity.server.probe;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many drafts are tested at one time: few of each tenant, so that none holds all places. */
final class ProbePlaces {

  /** Of all tenants. */
  static final int ALL = 16;

  /** Of one tenant. */
  static final int OF_TENANT = 2;

  private final Map<UUID, Integer> taken = new HashMap<>();
  private int inAll;

  /** A place, until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes one.
   *
   * @throws CallFailedException {@code saturated} when there is none
   */
  synchronized Place take(UUID tenant) {
    int own = taken.getOrDefault(tenant, 0);
    if (own >= OF_TENANT) {
      throw full("%d drafts of this tenant".formatted(own));
    }
    if (inAll >= ALL) {
      throw full("%d drafts".formatted(inAll));
    }
    taken.put(tenant, own + 1);
    inAll++;
    return () -> leave(tenant);
  }

  private synchronized void leave(UUID tenant) {
    taken.computeIfPresent(tenant, (key, own) -> own == 1 ? null : own - 1);
    inAll--;
  }

  private static CallFailedException full(String what) {
    return new CallFailedException(
        FailureCode.SATURATED, what + " are tested just now; try again when they have ended");
  }
}
