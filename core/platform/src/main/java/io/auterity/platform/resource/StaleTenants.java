package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tenants of whom something else may be stored than is in force here: each is looked at until the
 * database has told, and once more when it changes meanwhile.
 */
final class StaleTenants implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StaleTenants.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

  private final Consumer<TenantScope> look;
  private final Map<UUID, Integer> asked = new ConcurrentHashMap<>();
  private final Semaphore looks = new Semaphore(AT_ONCE);
  private final CountDownLatch closing = new CountDownLatch(1);

  StaleTenants(Consumer<TenantScope> look) {
    this.look = look;
  }

  /** One of whom a commit broke, which the database may still be about to carry out. */
  void unknown(TenantScope scope) {
    add(scope, PAUSE);
  }

  /** One of whom something was changed. */
  void changed(TenantScope scope) {
    add(scope, Duration.ZERO);
  }

  private void add(TenantScope scope, Duration pause) {
    if (asked.merge(scope.tenant(), 1, Integer::sum) == 1) {
      Thread.ofVirtual().name("reconcile-" + scope).start(() -> run(scope, pause));
    }
  }

  private void run(TenantScope scope, Duration first) {
    try {
      Duration pause = first;
      boolean known = false;
      while (!known && !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        int before = asked.getOrDefault(scope.tenant(), 0);
        boolean seen = seen(scope);
        pause = seen ? Duration.ZERO : PAUSE;
        known = seen && asked.remove(scope.tenant(), before);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean seen(TenantScope scope) throws InterruptedException {
    looks.acquire();
    try {
      look.accept(scope);
      return true;
    } catch (CallFailedException e) {
      LOG.debug("{}: what is stored is not known yet.", scope, e);
      return false;
    } catch (RuntimeException e) {
      LOG.error("{}: what is stored is not all in force", scope, e);
      return true;
    } finally {
      looks.release();
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
