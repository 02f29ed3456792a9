package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.server.web.errors.RefusedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallAnswersTest {

  private static final UUID ID = new UUID(1, 2);
  private static final Outcome DONE =
      new Outcome.Succeeded(ID, null, new Usage(Map.of(), 0, "USD"), "local");

  private final Binder binder = new Binder();
  private final Capability chat = Catalogue.standard().get("ai.chat.stream");
  private final Sent sent = new Sent();

  @Test
  void eventsLeaveOneByOneAndTheLastSaysWhoAnswered() throws IOException {
    answer(new Scripted(DONE, new ChatEvent.Started("c1", "m"), delta("hi")));

    assertThat(sent.text())
        .contains("data: {", "\"text\":\"hi\"")
        .endsWith(
            "event: done\ndata: {\"decision\":\"dec_00000000000000010000000000000002\",\"provider\":\"local\"}\n\n");
    assertThat(sent.flushes).isEqualTo(3);
  }

  @Test
  void aStreamThatBreaksSaysSoInItsLastEvent() throws IOException {
    Outcome broken =
        new Outcome.Failed(ID, Failure.of(FailureCode.UNAVAILABLE, "the vendor went away"));

    answer(new Scripted(broken, new ChatEvent.Started("c1", "m")));

    assertThat(sent.text()).contains("event: error", "the vendor went away", "\"retryable\":true");
  }

  @Test
  void aKeyThatTheVendorRefusesIsNotTheCallers() {
    Outcome refused = new Outcome.Failed(ID, Failure.of(FailureCode.UNAUTHENTICATED, "401"));

    assertThatThrownBy(() -> answer(new Scripted(refused)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("the credential of the provider was refused: 401");
  }

  @Test
  void aStreamSaysWhoseKeyTheVendorRefused() throws IOException {
    Outcome refused = new Outcome.Failed(ID, Failure.of(FailureCode.UNAUTHENTICATED, "401"));

    answer(new Scripted(refused, new ChatEvent.Started("c1", "m")));

    assertThat(sent.text()).contains("\"code\":\"unavailable\"", "\"retryable\":false");
  }

  private static ChatEvent.PartDelta delta(String text) {
    return new ChatEvent.PartDelta(0, new Part.Text(text));
  }

  private void answer(Exchange exchange) throws IOException {
    new CallAnswers(binder).write(chat, exchange, sent.response());
  }

  /** An exchange that plays what it was given. */
  private static final class Scripted implements Exchange {
    private final Deque<Record> events;
    private final Outcome outcome;

    Scripted(Outcome outcome, Record... events) {
      this.outcome = outcome;
      this.events = new ArrayDeque<>(List.of(events));
    }

    @Override
    public UUID decision() {
      return ID;
    }

    @Override
    public @Nullable Record next() {
      return events.poll();
    }

    @Override
    public void cancel() {}

    @Override
    public Outcome outcome() {
      return outcome;
    }

    @Override
    public void close() {}
  }

  /** Keeps what is written to a response. */
  private static final class Sent extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int flushes;

    HttpServletResponse response() {
      return (HttpServletResponse)
          Proxy.newProxyInstance(
              Sent.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) ->
                  method.getName().equals("getOutputStream") ? this : null);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int next) {
      bytes.write(next);
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
