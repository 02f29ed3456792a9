package io.auterity.plugins.ai.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  private final Processors two = new Processors(2);
  private final FakeCall call =
      FakeCall.of(
          "ai.text.classify", new FakeProvider("local", ManifestFileReader.of(LocalPlugin.class)));

  @Test
  void letsNoMoreComputeThanThereAre() throws InterruptedException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pairs = new CyclicBarrier(2);
    Callable<Boolean> task =
        () ->
            two.compute(
                call,
                () -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  await(pairs);
                  now.decrementAndGet();
                  return true;
                });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, 10).mapToObj(i -> task).toList());
    }

    assertThat(most).hasValue(2);
  }

  @Test
  void waitsNoLongerThanTheCall() {
    FakeCall late = call.withRemaining(Duration.ZERO);

    Failures.expect(
        FailureCode.TIMEOUT,
        () ->
            two.compute(
                call, () -> two.compute(call, () -> two.compute(late, () -> "never reached"))));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
