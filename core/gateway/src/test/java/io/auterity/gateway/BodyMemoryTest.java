package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Script;
import io.auterity.platform.config.Settings;
import io.auterity.platform.json.ValueCount;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What bodies take is reserved before it is used, and no tenant takes it all. */
class BodyMemoryTest {

  private static final UUID TENANT = RunningGateway.CALLER.scope().tenant();
  private static final String CHAT = "/v1/chat/completions";

  private final MemoryPool memory = new MemoryPool(200_000);
  private final RunningGateway gateway =
      new RunningGateway(new Settings.Limits(60_000, 1_000), memory);

  @AfterEach
  void close() {
    gateway.close();
  }

  private static String chat(String more) {
    return "{'model':'fast','messages':[{'role':'user','content':'hi'}]%s}".formatted(more);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return gateway.send(gateway.post(CHAT, body));
  }

  private static Script.Play hello(Invocation call) {
    return new Script.Play(call.id())
        .succeed(
            new ChatResponse(
                "c-1",
                "fast",
                List.of(new Part.Text("hello")),
                FinishReason.STOP,
                TokenUsage.NONE,
                null));
  }

  private static String code(HttpResponse<String> answer) {
    return answer.headers().firstValue("auterity-code").orElse("");
  }

  @Test
  void aBodyHasItsMemoryUntilItIsAnsweredAndGivesItBack() throws Exception {
    gateway.script.answer(
        call -> {
          assertThat(memory.reserved()).isGreaterThan(chat("").length());
          return hello(call);
        });

    assertThat(post(chat("")).statusCode()).isEqualTo(200);
    gateway.stop();

    assertThat(memory.reserved()).isZero();
  }

  @Test
  void whoseShareIsTakenIsAskedToComeBackAndAnotherIsServed() throws Exception {
    gateway.script.answer(BodyMemoryTest::hello);
    MemoryPool.Claim others = memory.claim(TENANT);
    others.reserve(100_000);

    HttpResponse<String> refused = post(chat(""));
    others.close();
    memory.claim(new UUID(7, 7)).reserve(100_000);
    HttpResponse<String> served = post(chat(""));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(code(refused)).isEqualTo("saturated");
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    assertThat(served.statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsAnnouncedIsReservedBeforeAByteOfItComes() throws Exception {
    try (Socket socket = gateway.connect()) {
      String head =
          "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Length: 50000\r\n\r\n"
              .formatted(CHAT, RunningGateway.KEY);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      awaitReserved(50_000);
    }
    awaitReserved(0);
  }

  private void awaitReserved(long bytes) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (memory.reserved() != bytes && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(memory.reserved()).isEqualTo(bytes);
  }

  @Test
  void aBodyInPiecesIsReservedPieceByPieceAndWaitsForRoom() throws Exception {
    gateway.script.answer(BodyMemoryTest::hello);
    MemoryPool.Claim others = memory.claim(TENANT);
    others.reserve(100_000);
    try (Socket socket = gateway.connect()) {
      String body = chat("").replace('\'', '"');
      String request =
          "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nConnection: close\r\n"
                  .formatted(CHAT, RunningGateway.KEY)
              + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                  .formatted(body.length(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      others.close();

      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void moreValuesThanABodyMayHaveAreTooLargeAndAsManyAreNot() throws Exception {
    gateway.script.answer(BodyMemoryTest::hello);
    // Six stand around them.
    String most = ",'metadata':[" + "[],".repeat(992) + "[]]";
    String more = ",'metadata':[" + "[],".repeat(993) + "[]]";

    assertThat(code(post(chat(more)))).isEqualTo("too_large");
    assertThat(post(chat(more)).body()).contains("more than 1,000 values");
    assertThat(code(post(chat(most)))).isNotEqualTo("too_large");
  }

  @Test
  void valuesHaveTheirMemoryBeforeTheyAreRead() throws Exception {
    String values = ",'k':[" + "[],".repeat(900) + "[]]";
    memory.claim(new UUID(7, 7)).reserve(90_000);
    memory.claim(TENANT).reserve(10_000);

    HttpResponse<String> answer = post(chat(values));

    assertThat(900L * ValueCount.WEIGHT).isGreaterThan(50_000L);
    assertThat(code(answer)).isEqualTo("saturated");
  }

  @Test
  void valuesInATextThatIsJsonItselfWeighToo() throws Exception {
    String arguments = "[" + "[],".repeat(1_200) + "[]]";

    HttpResponse<String> answer = post(chat(",'k':'%s'".formatted(arguments)));

    assertThat(code(answer)).isEqualTo("too_large");
    assertThat(answer.body()).contains("of this server's memory");
  }
}
