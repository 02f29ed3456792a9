package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderWork;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PluginPlacesTest {

  private static final UUID BUSY = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final PluginManifest MANIFEST =
      PluginManifest.builder("p", "1.0.0", "P", "For a test").build();

  private final PluginPlaces places = new PluginPlaces();

  private static FakeCall call() {
    return FakeCall.of("script.code.run", new FakeProvider("p", MANIFEST));
  }

  private ProviderWork.Place take(UUID tenant, String provider, Call call) {
    return places.take("script", 3, new Owner(tenant, provider), call);
  }

  private FailureCode refused(UUID tenant, String provider, Call call) {
    try (ProviderWork.Place _ = take(tenant, provider, call)) {
      throw new AssertionError("it has a place");
    } catch (CallFailedException e) {
      return e.failure().code();
    }
  }

  @Test
  void aHundredBusyProvidersOfOneTenantLeaveAPlaceToAnother() throws Exception {
    take(BUSY, "first", call());
    take(BUSY, "second", call());
    List<FakeCall> calls = IntStream.range(0, 300).mapToObj(i -> call()).toList();
    List<Future<FailureCode>> waits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls.size(); i++) {
        FakeCall waiting = calls.get(i);
        String provider = "p" + i % 100;
        waits.add(threads.submit(() -> refused(BUSY, provider, waiting)));
      }
      while (waits.stream().filter(Future::isDone).count() < 300 - PluginPlaces.WAITING / 2) {
        LockSupport.parkNanos(1_000_000);
      }

      take(OTHER, "p", call()).close();
      calls.forEach(FakeCall::cancel);
    }
    List<FailureCode> codes = new ArrayList<>();
    for (Future<FailureCode> wait : waits) {
      codes.add(wait.get());
    }
    assertThat(codes).containsOnly(FailureCode.SATURATED, FailureCode.CANCELLED);
  }

  @Test
  void aCallThatEndsWaitsNoLonger() {
    take(BUSY, "first", call());
    take(BUSY, "second", call());
    FakeCall gone = call();
    gone.cancel();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> take(BUSY, "third", gone))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CANCELLED));
  }

  @Test
  void pluginsHaveTheirOwn() {
    take(BUSY, "first", call());
    take(BUSY, "second", call());

    places.take("other", 3, new Owner(BUSY, "first"), call()).close();
  }
}
