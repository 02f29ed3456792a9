package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.transport.SentRequests.Contact;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the transport knows of the effect of what it has sent. */
class SentRequestsTest {

  private static TransportHouse house;

  @BeforeAll
  static void open() {
    house = TransportHouse.local();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void aWriteThatIsNotAnsweredMayHaveBeenApplied() throws IOException {
    SentRequests sent = after("POST", SocketServer.Connection::reset);

    assertThat(sent.any()).isTrue();
    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.UNKNOWN);
    assertThat(sent.atLeast(Effect.NONE)).isEqualTo(Applied.NO);
  }

  @Test
  void aWriteOverWhichAPeerBreaksIsUndoneOnlyWhereItsWordsSaySo() {
    SentRequests sent = new SentRequests();
    sent.send(true).head(500, 0);
    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.UNKNOWN);

    sent.refusedInWords();
    sent.refusedInWords();
    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.NO);

    sent.send(true).head(500, 0);
    sent.send(true).head(422, 0);
    sent.refusedInWords();
    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aWriteWhoseAnswerIsCutMayHaveBeenApplied() throws IOException {
    SentRequests sent =
        after(
            "POST",
            peer -> {
              peer.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal");
              peer.reset();
            });

    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aConnectorThatHasAnAnswerKnowsBetter() throws IOException {
    SentRequests answered = after("POST", peer -> peer.reply(200, "", "{}"));
    SentRequests refused =
        after(
            "POST",
            peer -> {
              peer.write("HTTP/1.1 400 X\r\ncontent-length: 10\r\n\r\nhal");
              peer.reset();
            });

    assertThat(answered.any()).isTrue();
    assertThat(answered.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.NO);
    assertThat(refused.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.NO);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 524})
  void nobodyKnowsWhatAServerDidBeforeItBroke(int status) throws IOException {
    SentRequests sent = after("POST", peer -> peer.reply(status, "", "{}"));

    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.UNKNOWN);
    assertThat(sent.atLeast(Effect.NONE)).isEqualTo(Applied.NO);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 429})
  void whoRefusesHasDoneNothing(int status) throws IOException {
    SentRequests sent = after("POST", peer -> peer.reply(status, "", "{}"));

    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.NO);
  }

  @Test
  void whatOnlyReadsAppliesNothing() throws IOException {
    SentRequests sent = after("GET", SocketServer.Connection::reset);

    assertThat(sent.any()).isTrue();
    assertThat(sent.atLeast(Effect.NON_IDEMPOTENT)).isEqualTo(Applied.NO);
  }

  @Test
  void whatFindsNobodyIsNotSent() throws IOException {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }

    SentRequests sent = after("POST", nobody);
    assertThat(sent.any()).isFalse();
    assertThat(sent.contact()).isEqualTo(Contact.UNHEARD);
  }

  @Test
  void aHostThatHasNoAddressWasAskedAllTheSame() {
    assertThat(
            after(house.bind("http://nowhere.test/"), TransportHouse.get("http://nowhere.test/"))
                .contact())
        .isEqualTo(Contact.UNHEARD);
  }

  @Test
  void whoHasNoTimeLeftForARequestDoesNotComeToAskForIt() {
    TestCall late = TestCall.lasting(Duration.ZERO);
    late.sent().goesOut();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                house.bind("http://api.test/").send(TransportHouse.get("http://api.test/"), late));
    assertThat(late.sent().contact()).isEqualTo(Contact.UNASKED);
  }

  @Test
  void whatBreaksIsUnheardUntilSomethingOfAnAnswerCame() throws IOException {
    assertThat(after("GET", SocketServer.Connection::reset).contact()).isEqualTo(Contact.UNHEARD);
    assertThat(after("GET", peer -> peer.reply(503, "", "{}")).contact()).isEqualTo(Contact.HEARD);
  }

  @Test
  void whatFindsNoRoomIsNotSentAndSaysNothingOfThePeer() throws Exception {
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    CompletableFuture<Boolean> release = new CompletableFuture<>();
    try (TransportHouse crowded = TransportHouse.crowded();
        SocketServer server =
            new SocketServer(
                peer -> {
                  taken.complete(true);
                  release.join();
                  peer.reply(200, "", "{}");
                })) {
      String url = "http://api.test:%d/".formatted(server.port());
      Transport transport = crowded.bind(url);
      WireRequest request = TransportHouse.post(url, "{}");
      CompletableFuture<WireResponse> first =
          CompletableFuture.supplyAsync(() -> transport.send(request, call()));
      taken.get();

      TestCall second = call();
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> transport.send(request, second))
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED));
      assertThat(second.sent().any()).isFalse();
      release.complete(true);
      assertThat(first.get().status()).isEqualTo(200);
    }
  }

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }

  private static SentRequests after(String method, SocketServer.Script script) throws IOException {
    try (SocketServer server = new SocketServer(script)) {
      return after(method, server.port());
    }
  }

  private static SentRequests after(String method, int port) {
    String url = "http://api.test:%d/".formatted(port);
    return after(
        house.bind(url),
        method.equals("GET") ? TransportHouse.get(url) : TransportHouse.post(url, "{}"));
  }

  private static SentRequests after(Transport transport, WireRequest request) {
    TestCall call = call();
    try {
      transport.send(request, call);
    } catch (CallFailedException e) {
      // What a connector may make anything of.
    }
    return call.sent();
  }
}
