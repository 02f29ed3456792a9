package io.auterity.server.runs;

import io.auterity.platform.call.TenantScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The concurrency limit of watchers, overall and per tenant, so that no tenant keeps the others
 * from watching.
 */
public final class WatcherSeats {

  private final int each;
  private final Semaphore all;
  private final Map<TenantScope, Semaphore> byTenant = new ConcurrentHashMap<>();

  /**
   * @param all watchers of all tenants
   * @param each watchers of one tenant
   */
  public WatcherSeats(int all, int each) {
    this.all = new Semaphore(all);
    this.each = each;
  }

  /** Takes a seat; false when there is none. */
  public boolean take(TenantScope scope) {
    Semaphore own = of(scope);
    if (!own.tryAcquire()) {
      return false;
    }
    if (!all.tryAcquire()) {
      own.release();
      return false;
    }
    return true;
  }

  public void leave(TenantScope scope) {
    all.release();
    of(scope).release();
  }

  private Semaphore of(TenantScope scope) {
    return byTenant.computeIfAbsent(scope, ignored -> new Semaphore(each));
  }
}
