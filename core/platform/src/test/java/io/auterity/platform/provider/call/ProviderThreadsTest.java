package io.auterity.platform.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.plugin.LooseConnector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderThreadsTest {

  private static final PluginManifest MANIFEST =
      PluginManifest.builder("p", "1.0.0", "P", "For a test").build();

  private final ProviderThreads threads = new ProviderThreads("desk");
  private final CountDownLatch open = new CountDownLatch(1);

  private static FakeCall call() {
    return FakeCall.of("git.repository.get", new FakeProvider("desk", MANIFEST));
  }

  @AfterEach
  void close() {
    open.countDown();
    threads.close();
  }

  /** Work that waits until the test is over, or it is interrupted. */
  private Future<Boolean> waiting(FakeCall call, CountDownLatch begun) {
    return threads.begin(
        () -> {
          begun.countDown();
          open.await();
          return true;
        },
        call);
  }

  @Test
  void workIsDoneOnAThreadOfTheProvider() throws ExecutionException, InterruptedException {
    Future<String> name = threads.begin(() -> Thread.currentThread().getName(), call());

    assertThat(name.get()).startsWith("provider-desk-");
  }

  @Test
  void whatItThrowsBelongsToWhoeverWaits() {
    Future<String> failed =
        threads.begin(
            () -> {
              throw new IllegalStateException("of the work");
            },
            call());

    assertThatThrownBy(failed::get).hasRootCauseMessage("of the work");
  }

  @Test
  void aCallThatIsCancelledInterruptsItsWork() throws InterruptedException {
    FakeCall call = call();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<Boolean> work =
        threads.begin(
            () -> {
              begun.countDown();
              try {
                open.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return true;
            },
            call);
    begun.await();

    call.cancel();

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(work::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void aCallThatIsOverBeginsNothing() {
    FakeCall call = call();
    call.cancel();

    Failures.expect(FailureCode.CANCELLED, () -> threads.begin(() -> true, call));
  }

  @Test
  void moreThanMayWaitIsRefused() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(ProviderThreads.MOST);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < ProviderThreads.MOST + ProviderThreads.WAITING; i++) {
      all.add(waiting(call(), begun));
    }
    begun.await();

    assertThat(
            Failures.expect(FailureCode.SATURATED, () -> threads.begin(() -> true, call()))
                .message())
        .contains("desk", "64");
    assertThat(all).noneMatch(Future::isDone);
  }

  @Test
  void aProviderThatIsClosedEndsItsWork() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(ProviderThreads.MOST);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i <= ProviderThreads.MOST; i++) {
      all.add(waiting(call(), begun));
    }
    begun.await();

    threads.close();

    assertThat(all).allMatch(Future::isDone);
    assertThat(all.getLast().isCancelled()).isTrue();
    Failures.expect(FailureCode.UNAVAILABLE, () -> threads.begin(() -> true, call()));
  }

  @Test
  void anInstanceEndsThemBeforeItCloses() throws InterruptedException {
    ProviderInstance instance = LooseInstance.of(LooseConnector.of(Object.class, new Object()));
    ProviderContext context = instance.context();
    CountDownLatch begun = new CountDownLatch(1);
    Future<Boolean> work =
        context
            .work()
            .begin(
                () -> {
                  begun.countDown();
                  open.await();
                  return true;
                },
                call());
    begun.await();

    instance.close();

    assertThat(work.isDone()).isTrue();
    assertThat(context.config()).isEqualTo(Json.EMPTY);
  }
}
