package io.auterity.platform.call;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A quantity that all tenants share, of which no tenant gets more than is left to the others: one
 * tenant alone gets half, two that want all get a third each, and there is always some for one that
 * has nothing yet.
 */
public final class FairShares {

  private final long most;
  private final AtomicLong taken = new AtomicLong();
  // As many as there are tenants who called; nothing else gets here.
  private final Map<UUID, AtomicLong> tenants = new ConcurrentHashMap<>();

  public FairShares(long most) {
    this.most = most;
  }

  /** Takes some; false when the tenant would have more than is left then. */
  public boolean take(UUID tenant, long count) {
    long all = taken.addAndGet(count);
    AtomicLong share = share(tenant);
    if (share.addAndGet(count) <= most - all) {
      return true;
    }
    giveBack(tenant, count);
    return false;
  }

  /** Takes some whatever is left, so that no tenant takes more until enough was given back. */
  public void force(UUID tenant, long count) {
    taken.addAndGet(count);
    share(tenant).addAndGet(count);
  }

  /** Gives back what was taken. */
  public void giveBack(UUID tenant, long count) {
    share(tenant).addAndGet(-count);
    taken.addAndGet(-count);
  }

  /** What all have taken. */
  public long taken() {
    return taken.get();
  }

  private AtomicLong share(UUID tenant) {
    return tenants.computeIfAbsent(tenant, _ -> new AtomicLong());
  }
}
