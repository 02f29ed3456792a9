package io.auterity.insight.learn;

import io.auterity.platform.call.TenantScope;
import java.time.Instant;

/** The log of withdrawn offers, kept and told beyond one process and its end. */
@FunctionalInterface
public interface WithdrawalLog {

  /**
   * One of them.
   *
   * @param head version of the head that answered there; 0 where none did that was trained
   * @param why in words for people
   */
  record Withdrawn(String route, int routeVersion, String offer, int head, String why) {}

  /**
   * Tells that an offer is withdrawn, unless that was told before.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}
   */
  void withdrawn(TenantScope scope, Withdrawn withdrawn, Instant now);
}
