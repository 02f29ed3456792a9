package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class StorageTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final int POOL = 10;

  private final TenantScope tenant = db.newTenant();
  private final Storage storage = Storage.at(db.logins());

  @AfterEach
  void end() {
    storage.close();
  }

  @Test
  void callersThatUseEveryConnectionDoNotMakeItIll() throws InterruptedException {
    await(Optional::isEmpty);
    CountDownLatch taken = new CountDownLatch(POOL);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      callers.add(Thread.ofVirtual().start(() -> hold(taken, release)));
    }
    taken.await();

    assertThat(storage.database().check()).isEmpty();
    assertThat(storage.problem()).isEmpty();

    release.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
  }

  @Test
  void anOutageIsAProblemUntilItIsOver() {
    await(Optional::isEmpty);

    db.goAway();
    await(Optional::isPresent);
    db.comeBack();
    await(Optional::isEmpty);
  }

  private void hold(CountDownLatch taken, CountDownLatch release) {
    storage
        .database()
        .inTenant(
            tenant,
            tx -> {
              taken.countDown();
              awaitOpen(release);
              return true;
            });
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(Predicate<Optional<String>> wanted) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!wanted.test(storage.problem()) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(storage.problem()).matches(wanted);
  }
}
