package io.auterity.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.plugin.PluginJar;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.FinishReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderStreamTest {

  private static final String MANIFEST =
      """
      id: talker
      version: 1.0.0
      main: sample.Talker
      summary: Says two things, then breaks
      connectors:
        - id: talker
          kind: ai
          summary: Says two things, then breaks
          config: {type: object}
          grade: V1
          support: {chat.stream: {support: full}}
      """;

  private static final String SOURCE =
      """
      package sample;

      import io.auterity.spi.*;
      import io.auterity.spi.ai.*;
      import java.util.*;

      public class Talker implements Plugin, Connector<Ai>, Ai {
        public List<Connector<?>> connectors() { return List.of(this); }
        public String id() { return "talker"; }
        public Class<Ai> kind() { return Ai.class; }
        public Ai open(ProviderContext context) { return this; }

        public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
          return new Events<>() {
            int said;
            public ChatEvent next() {
              if (said++ < 2) { return new ChatEvent.PartDone(said); }
              if (said == 3) { throw new IllegalStateException("lost the thread"); }
              Failure gone = Failure.of(FailureCode.UNAVAILABLE, "gone")
                  .withFields(Map.of("injected", "true", "platform", "replaced", "host", "h"));
              if (said == 5) { return new ChatEvent.Failed(gone); }
              if (said == 6) { return new ChatEvent.Finished(FinishReason.STOP); }
              throw new CallFailedException(gone);
            }
            public void close() { call.meter("closed", 1); }
          };
        }
      }
      """;

  private static final Failure GONE =
      Failure.of(FailureCode.UNAVAILABLE, "gone").withFields(Map.of("host", "h"));
  private static final ChatRequest REQUEST =
      new ChatRequest("m", List.of(), null, null, null, null, null, null, null, null);

  @TempDir Path folder;
  private final TestAttempt attempt = TestAttempt.ofSeconds(10);
  private ProviderHouse house;

  @BeforeEach
  void open() {
    house = new ProviderHouse(folder);
    house
        .host()
        .load(
            new PluginJar()
                .manifest(MANIFEST)
                .source("sample.Talker", SOURCE)
                .write(folder.resolve("talker.jar")));
    house.apply("p", "{connector: talker}");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void givesEventsOneByOne() {
    try (Lease lease = house.registry().lease(house.tenant(), "p");
        Events<? extends Record> events = stream(lease)) {
      assertThat(events.next()).isEqualTo(new ChatEvent.PartDone(1));
      assertThat(events.next()).isEqualTo(new ChatEvent.PartDone(2));
    }
    assertThat(attempt.metered()).containsEntry("calls", 1L).containsEntry("closed", 1L);
  }

  @Test
  void makesTextOfWhatAStreamThrows() {
    try (Lease lease = house.registry().lease(house.tenant(), "p");
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
    try (Lease lease = house.registry().lease(house.tenant(), "p");
        Events<? extends Record> events = stream(lease)) {
      events.next();
      events.next();
      assertThatExceptionOfType(CallFailedException.class).isThrownBy(events::next);

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(events::next)
          .satisfies(e -> assertThat(e.failure()).isEqualTo(GONE));
      assertThat(events.next()).isEqualTo(new ChatEvent.Failed(GONE));
    }
  }

  @Test
  void aStreamThatIsCutMayHaveSentSomething() {
    try (Lease lease = house.registry().lease(house.tenant(), "p");
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
    try (Lease lease = house.registry().lease(house.tenant(), "p");
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
    try (Lease lease = house.registry().lease(house.tenant(), "p")) {
      events = stream(lease);
    }
    events.close();

    assertThat(attempt.metered()).containsEntry("closed", 1L);
  }

  private void cut() {
    ProviderKey key = new ProviderKey(house.tenant(), "p");
    house.registry().checkable(key).orElseThrow().instance().gate().cancelAll();
  }

  private Events<? extends Record> stream(Lease lease) {
    return lease.stream(house.capability("ai.chat.stream"), REQUEST, attempt);
  }
}
