package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.time.ManualTime;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.TestAttempt;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderStreamTest {

  private static final Failure GONE =
      Failure.of(FailureCode.UNAVAILABLE, "gone").withFields(Map.of("host", "h"));
  private static final ChatRequest REQUEST = ChatRequest.builder("m", List.of()).build();

  private final Catalogue catalogue = Catalogue.standard();
  private final HostedConnector connector =
      LooseConnector.of(Ai.class, new Talker(), "chat.stream");
  private final ProviderInstance instance = LooseInstance.of(connector);
  private final TestAttempt attempt = TestAttempt.ofSeconds(10);

  @Test
  void givesEventsOneByOne() {
    try (Lease lease = lease();
        Events<? extends Record> events = stream(lease)) {
      assertThat(events.next()).isEqualTo(new ChatEvent.PartDone(1));
      assertThat(events.next()).isEqualTo(new ChatEvent.PartDone(2));
    }
    assertThat(attempt.metered()).containsEntry("closed", 1L);
  }

  @Test
  void makesTextOfWhatAStreamThrows() {
    try (Lease lease = lease();
        Events<? extends Record> events = stream(lease)) {
      events.next();
      events.next();

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(events::next)
          .withMessageContaining("lost the thread")
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INTERNAL));
    }
  }

  @Test
  void aStreamCannotClaimThatItsFailureIsTheHosts() {
    try (Lease lease = lease();
        Events<? extends Record> events = stream(lease)) {
      events.next();
      events.next();
      assertThatExceptionOfType(CallFailedException.class).isThrownBy(events::next);

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(events::next)
          .satisfies(e -> assertThat(e.failure()).isEqualTo(GONE.withOrigin(Origin.VENDOR)));
      assertThat(events.next()).isEqualTo(new ChatEvent.Failed(GONE.withOrigin(Origin.VENDOR)));
    }
  }

  @Test
  void aStreamThatIsCutMayHaveSentSomething() {
    try (Lease lease = lease();
        Events<? extends Record> events = stream(lease)) {
      cut();

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(events::next)
          .satisfies(e -> assertThat(e.failure().applied()).isEqualTo(Applied.UNKNOWN))
          .satisfies(
              e -> assertThat(PlatformCause.of(e.failure())).isEqualTo(PlatformCause.REPLACED));
    }
  }

  @Test
  void aStreamThatHasFinishedIsWhole() {
    try (Lease lease = lease();
        Events<? extends Record> events = stream(lease)) {
      events.next();
      events.next();
      assertThatExceptionOfType(CallFailedException.class).isThrownBy(events::next);
      assertThatExceptionOfType(CallFailedException.class).isThrownBy(events::next);
      events.next();
      assertThat(events.next()).isEqualTo(new ChatEvent.Finished(FinishReason.STOP));
      cut();

      assertThat(events.next()).isNull();
    }
  }

  @Test
  void closesAStreamWithItsLeaseAndOnlyOnce() {
    Events<? extends Record> events;
    try (Lease lease = lease()) {
      events = stream(lease);
    }
    events.close();

    assertThat(attempt.metered()).containsEntry("closed", 1L);
  }

  @Test
  void refusesWhatNobodyHasVerifiedAndTheSpecDoesNotTake() {
    ProviderInfo all = info();
    ProviderInfo withheld =
        SampleProvider.of(all.id(), all.kind(), all.connector())
            .plugin(all.plugin(), all.pluginVersion())
            .generation(all.generation())
            .marks(all.marks())
            .grade("V0")
            .state(all.state(), all.reason())
            .support(all.support())
            .slots(all.slots())
            .offering(all.offering())
            .prices(all.prices())
            .form(all.form())
            .mendable(all.mendable())
            .withheld(Set.of("chat.stream"))
            .build();

    try (Lease lease = lease(withheld)) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> stream(lease))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.FORBIDDEN))
          .withMessageContaining("chat.stream of connector 'loose' is unverified (grade V0)")
          .withMessageContaining("say unverified: true in provider 'p'");
    }
  }

  private void cut() {
    instance.inFlight().cancelAll();
  }

  private Lease lease() {
    return lease(info());
  }

  private Lease lease(ProviderInfo info) {
    return instance.lease(info, List.of(), new CpuBoundWork(1), new ManualTime()).orElseThrow();
  }

  private ProviderInfo info() {
    return SampleProvider.of("p", "ai", "loose")
        .plugin("loose", "1.0.0")
        .generation(1)
        .grade("V1")
        .state(State.CONNECTED)
        .support(connector.manifest().support())
        .slots(1)
        .offering(Offering.ANY)
        .build();
  }

  private Events<? extends Record> stream(Lease lease) {
    return lease.stream(catalogue.get("ai.chat.stream"), REQUEST, attempt);
  }

  /** Says two things, then breaks. */
  private static final class Talker implements Ai {
    @Override
    public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
      return new Events<>() {
        private int said;

        @Override
        public ChatEvent next() {
          said++;
          Failure gone =
              GONE.withFields(Map.of("injected", "true", "platform", "replaced", "host", "h"));
          return switch (said) {
            case 1, 2 -> new ChatEvent.PartDone(said);
            case 3 -> throw new IllegalStateException("lost the thread");
            case 5 -> new ChatEvent.Failed(gone);
            case 6 -> new ChatEvent.Finished(FinishReason.STOP);
            default -> throw new CallFailedException(gone);
          };
        }

        @Override
        public void close() {
          call.meter("closed", 1);
        }
      };
    }
  }
}
