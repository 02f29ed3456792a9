package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tenants of whom a commit broke: each is looked at until the database says what is stored. */
final class UnknownCommits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownCommits.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Consumer<TenantScope> look;
  private final Set<UUID> tenants = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);

  UnknownCommits(Consumer<TenantScope> look) {
    this.look = look;
  }

  void add(TenantScope scope) {
    if (tenants.add(scope.tenant())) {
      Thread.ofVirtual().name("reconcile-" + scope).start(() -> run(scope));
    }
  }

  private void run(TenantScope scope) {
    try {
      while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) && !seen(scope)) {
        LOG.debug("{}: what is stored is not known yet.", scope);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tenants.remove(scope.tenant());
    }
  }

  private boolean seen(TenantScope scope) {
    try {
      look.accept(scope);
      return true;
    } catch (CallFailedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
