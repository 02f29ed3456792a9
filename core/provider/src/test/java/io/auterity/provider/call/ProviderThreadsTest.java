package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.call.PlatformCause;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
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

  private final ProviderThreads threads =
      new ProviderThreads(new Owner(new UUID(0, 1), "desk"), "p", new PluginPlaces());
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
  private Future<Boolean> waiting(Call call, CountDownLatch begun) {
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
  void workThatIsCancelledGivesItsPlaceToOthers() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(ProviderThreads.MOST);
    FakeCall last = call();
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 1; i < ProviderThreads.MOST + ProviderThreads.WAITING; i++) {
      all.add(waiting(call(), begun));
    }
    Future<Boolean> cancelled = waiting(last, begun);
    begun.await();

    last.cancel();

    assertThat(cancelled.isCancelled()).isTrue();
    assertThat(all).noneMatch(Future::isDone);

    assertThat(waiting(call(), begun).isDone()).isFalse();
  }

  @Test
  void aCallThatEndsTakesItsWorkAlong() throws InterruptedException {
    ConnectorCall hosted = hosted();
    CountDownLatch begun = new CountDownLatch(ProviderThreads.MOST);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i <= ProviderThreads.MOST; i++) {
      all.add(waiting(hosted, begun));
    }
    begun.await();

    hosted.end();

    assertThat(all).allMatch(Future::isCancelled);
    Failures.expect(FailureCode.CANCELLED, () -> threads.begin(() -> true, hosted));
  }

  private static ConnectorCall hosted() {
    return new ConnectorCall(
        "git.repository.get", Effect.NONE, TestAttempt.ofSeconds(10), LooseInstance.idle());
  }

  @Test
  void whoWaitsForWorkHearsWhatThePlatformToldIt() {
    HostServices services = new HostServices(name -> name);
    threads.within(LooseInstance.idle().realm(), services.told());

    for (int i = 0; i < 2 * ProviderThreads.MOST; i++) {
      Failure stores = failureOf(() -> services.serve(ProviderThreadsTest::down));
      assertThat(PlatformCause.of(services.judged(stores))).isEqualTo(PlatformCause.STORE);
      services.forget();
    }
    for (int i = 0; i < ProviderThreads.MOST; i++) {
      assertThat(services.judged(failureOf(ProviderThreadsTest::down)).origin())
          .isEqualTo(Origin.VENDOR);
    }
  }

  private static boolean down() {
    throw new CallFailedException(FailureCode.UNAVAILABLE, "down");
  }

  private Failure failureOf(Callable<Boolean> work) {
    Future<Boolean> begun = threads.begin(work, hosted());
    return assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(begun::get)
                .actual()
                .getCause()
            instanceof CallFailedException failed
        ? failed.failure()
        : fail("another failure");
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
