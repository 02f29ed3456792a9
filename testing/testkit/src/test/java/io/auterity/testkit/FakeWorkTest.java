package io.auterity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.contract.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeWorkTest {

  private final FakeWork work = new FakeWork();

  private static FakeCall call() {
    return FakeCall.of(
        "git.repository.get",
        new FakeProvider("p", PluginManifest.builder("p", "1.0.0", "P", "P").build()));
  }

  @AfterEach
  void close() {
    work.close();
  }

  @Test
  void piecesOfWorkMeet() throws ExecutionException, InterruptedException {
    SynchronousQueue<String> between = new SynchronousQueue<>();

    Future<String> taken = work.begin(between::take, call());
    Future<Boolean> put =
        work.begin(
            () -> {
              between.put("handed over");
              return true;
            },
            call());

    assertThat(taken.get()).isEqualTo("handed over");
    assertThat(put.get()).isTrue();
  }

  @Test
  void moreThanMayWaitIsRefusedUntilACallIsCancelled() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(4);
    CountDownLatch never = new CountDownLatch(1);
    FakeCall last = call();
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 1; i <= 68; i++) {
      all.add(
          work.begin(
              () -> {
                begun.countDown();
                never.await();
                return true;
              },
              i == 68 ? last : call()));
    }
    begun.await();
    assertThat(all).noneMatch(Future::isDone);
    Failures.expect(FailureCode.SATURATED, () -> work.begin(() -> true, call()));

    last.cancel();

    assertThat(work.begin(() -> true, call()).isDone()).isFalse();
  }

  @Test
  void aClosedProviderBeginsNothing() {
    work.close();

    Failures.expect(FailureCode.UNAVAILABLE, () -> work.begin(() -> true, call()));
  }
}
