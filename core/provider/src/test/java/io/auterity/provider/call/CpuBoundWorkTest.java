package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CpuBoundWorkTest {

  private final CpuBoundWork heavy = new CpuBoundWork(2);
  private final ProviderInstance instance = LooseInstance.idle();

  @Test
  void runsWorkOnAPlatformThread() {
    assertThat(heavy.run(call(10), () -> Thread.currentThread().isVirtual())).isFalse();
    assertThat(empties()).isTrue();
  }

  @Test
  void runsNoMoreAtOneTimeThanItsWidth() {
    CountDownLatch bothPlacesTaken = new CountDownLatch(2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Integer>> all = new ArrayList<>();

    for (int i = 0; i < 20; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () ->
                  heavy.run(
                      call(10),
                      () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        bothPlacesTaken.countDown();
                        await(bothPlacesTaken);
                        return running.decrementAndGet();
                      }),
              Thread::startVirtualThread));
    }
    all.forEach(CompletableFuture::join);

    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void aTenantWhoseWorkHangsAndWaitsKeepsNoOtherWaiting() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> stuck = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      stuck.add(
          CompletableFuture.supplyAsync(
              () ->
                  heavy.run(
                      call(60),
                      () -> {
                        begun.countDown();
                        return await(release);
                      }),
              Thread::startVirtualThread));
    }
    begun.await();

    assertThat(heavy.run(call(60, new Owner(new UUID(0, 2), "q")), () -> "done")).isEqualTo("done");
    assertThat(stuck).noneMatch(CompletableFuture::isDone);
    release.countDown();
    stuck.forEach(CompletableFuture::join);
  }

  @Test
  void whatRunsAsideHasAPlatformThreadEvenWhereAllOthersAreTaken() {
    CountDownLatch release = new CountDownLatch(1);
    CpuBoundWork narrow = new CpuBoundWork(1);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(
            () -> narrow.run(call(10), () -> await(release)), Thread::startVirtualThread);

    boolean virtual = CpuBoundWork.aside(() -> Thread.currentThread().isVirtual());

    assertThat(virtual).isFalse();
    release.countDown();
    assertThat(other.join()).isTrue();
  }

  @Test
  void whatRunsAsideHasEndedWhenItsWaiterGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              CpuBoundWork.aside(
                  () -> {
                    begun.countDown();
                    return interrupted() ? ended.incrementAndGet() : 0;
                  });
              seen.complete(ended.get());
            });
    begun.await();

    waiter.interrupt();

    assertThat(seen.join()).isEqualTo(1);
  }

  @Test
  void theFailureOfWhatRunsAsideGoesToItsWaiter() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                CpuBoundWork.aside(
                    () -> {
                      throw new CallFailedException(FailureCode.INVALID, "no");
                    }))
        .withMessage("invalid: no");
  }

  @Test
  void doesNotWaitLongerThanTheCall() throws Exception {
    CountDownLatch release = new CountDownLatch(1);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> heavy.run(call(0), () -> await(release)))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT));
    release.countDown();

    assertThat(empties()).isTrue();
  }

  @Test
  void givesTheFailureOfTheWorkToItsCaller() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                heavy.run(
                    call(10),
                    () -> {
                      throw new CallFailedException(FailureCode.INVALID, "no");
                    }))
        .withMessage("invalid: no");
  }

  @Test
  void moreThanMayWaitIsTheMachinesFaultAndNotTheProviders() {
    CpuBoundWork full = new CpuBoundWork(1, 0);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> full.run(call(10), () -> true))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED));
    assertThat(empties()).isTrue();
  }

  private static boolean interrupted() {
    try {
      new CountDownLatch(1).await();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static boolean await(CountDownLatch release) {
    try {
      release.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean empties() {
    return instance.inFlight().drain(Duration.ofSeconds(10), Duration.ZERO).empty();
  }

  private static ConnectorCall call(long seconds, Owner owner) {
    return new ConnectorCall(
        "text.pii.mask",
        Effect.NONE,
        TestAttempt.ofSeconds(seconds),
        LooseInstance.of(LooseConnector.of(Object.class, new Object()), owner));
  }

  private ConnectorCall call(long seconds) {
    return new ConnectorCall(
        "text.pii.mask", Effect.NONE, TestAttempt.ofSeconds(seconds), instance);
  }
}
