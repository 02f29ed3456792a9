package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.ManualTime;
import io.auterity.provider.Attempt;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the requests of an attempt go that waits for its vendor's batch. */
class BatchTransportTest {

  private static final WireRequest TAKEN = WireRequest.get(URI.create("https://v.example/chat"));
  private static final WireRequest OTHER = WireRequest.get(URI.create("https://v.example/models"));

  private final List<String> asked = new ArrayList<>();

  /** A vendor that takes chats. */
  private static final class Vendor implements WireBatches {
    @Override
    public boolean takes(WireRequest request) {
      return request.uri().getPath().equals("/chat");
    }

    @Override
    public String create(String id, List<Line> lines, Call call) {
      return call.capability();
    }

    @Override
    public Optional<String> find(String id, Call call) {
      return Optional.empty();
    }

    @Override
    public Standing standing(String ref, Call call) {
      return Standing.ENDED;
    }

    @Override
    public void results(String ref, Consumer<Result> taker, Call call) {}

    @Override
    public void cancel(String ref, Call call) {
      throw new CallFailedException(FailureCode.CONFLICT, "it has ended");
    }
  }

  /** A way out that notes what goes there. */
  private final class Noted implements Transport {
    @Override
    public WireResponse send(WireRequest request, Call call) {
      asked.add("sent " + request.uri().getPath());
      return new WireResponse(200, Map.of(), new byte[0]);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new UnsupportedOperationException();
    }
  }

  private WireResponse batch(WireRequest request, Call call) {
    asked.add("batched " + request.uri().getPath());
    return new WireResponse(201, Map.of(), new byte[0]);
  }

  private static ProviderInstance instance(Object target) {
    return LooseInstance.of(LooseConnector.of(Object.class, target));
  }

  private static ConnectorCall call(Object target, Attempt.@Nullable Batched batched) {
    return new ConnectorCall(
        "ai.chat.create",
        Effect.NONE,
        TestAttempt.ofSeconds(10).waitingAt(batched),
        instance(target));
  }

  private static Lease lease(Object target) {
    ProviderInfo info =
        SampleProvider.of("p", "test", "loose")
            .plugin("loose", "1.0.0")
            .generation(1)
            .grade("V1")
            .state(ProviderInfo.State.CONNECTED)
            .slots(1)
            .offering(Offering.ANY)
            .build();
    return instance(target)
        .lease(info, List.of(), new CpuBoundWork(1), new ManualTime())
        .orElseThrow();
  }

  @Test
  void whatTheVendorTakesWaitsForTheBatchAndAllElseIsSent() {
    ConnectorCall call = call(new Vendor(), this::batch);
    Transport out =
        new BatchTransport(
            instance(new Vendor()).context().through(new Noted()), new Vendor(), this::batch);

    assertThat(out.send(TAKEN, call).status()).isEqualTo(201);
    assertThat(out.send(OTHER, call).status()).isEqualTo(200);
    assertThat(asked).containsExactly("batched /chat", "sent /models");
  }

  @Test
  void onlyAnAttemptThatMayWaitIsHeldBack() {
    assertThat(call(new Vendor(), this::batch).provider().transport())
        .isInstanceOf(BatchTransport.class);
    assertThat(call(new Vendor(), null).provider().transport())
        .isNotInstanceOf(BatchTransport.class);
    assertThat(call(new Object(), this::batch).provider().transport())
        .as("its vendor has no batches")
        .isNotInstanceOf(BatchTransport.class);
  }

  @Test
  void aLeaseAsksOfTheVendorsBatches() {
    Lease lease = lease(new Vendor());
    Attempt attempt = TestAttempt.ofSeconds(10);

    String made = lease.batches(attempt, (batches, call) -> batches.create("i", List.of(), call));

    assertThat(made).isEqualTo("test.batch");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                lease.batches(
                    attempt,
                    (batches, call) -> {
                      batches.cancel("b", call);
                      return true;
                    }))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
  }

  @Test
  void aLeaseOfAnotherConnectorSaysThatItHasNone() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                lease(new Object())
                    .batches(TestAttempt.ofSeconds(10), (batches, call) -> batches.hashCode()))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.UNSUPPORTED));
  }
}
