package io.auterity.plugins.cache.redis;

import io.auterity.spi.SharedStore;
import io.auterity.testkit.contract.SharedStoreContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** The contract on a real server. */
class RedisContractTest extends SharedStoreContract {

  private final SharedStore store = RealRedis.store();
  private final SharedStore other = RealRedis.store();

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  @Override
  protected SharedStore store() {
    return store;
  }

  @Override
  protected SharedStore other() {
    return other;
  }

  // Redis has a clock of its own, which no test can turn: it is asked until that much has passed.
  @Override
  protected void pass(Duration time) {
    String mark = "passing:" + UUID.randomUUID();
    store.put(mark, new byte[] {1}, time);
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!store.get(List.of(mark)).isEmpty()) {
        var _ = never.await(5, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
