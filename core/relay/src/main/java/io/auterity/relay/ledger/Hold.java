package io.auterity.relay.ledger;

import java.util.List;

/** What is set aside for one attempt under every limit of its tenant; it is closed exactly once. */
public interface Hold {

  /** The hold of a tenant without limits. */
  Hold NONE = (money, calls) -> List.of();

  /**
   * Closes the hold; what was not used is free again.
   *
   * @param money what the attempt cost, in nano-units
   * @param calls 1 when the attempt counts as a call, else 0
   * @return what became of it under each limit
   * @throws IllegalStateException when it was closed before
   */
  List<Held> settle(long money, long calls);
}
