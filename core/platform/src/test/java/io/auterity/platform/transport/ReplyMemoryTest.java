package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What replies take of a pool of 400,000 bytes, of which one tenant gets at most half. */
class ReplyMemoryTest {

  private static final UUID HOSTILE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

  private final MemoryPool pool = new MemoryPool(400_000);
  private final TransportHouse house = TransportHouse.holding(pool);
  private final List<CallMemory> open = new ArrayList<>();

  @AfterEach
  void close() {
    house.close();
  }

  private TestCall call(UUID tenant) {
    CallMemory memory = new CallMemory(pool, tenant);
    open.add(memory);
    return TestCall.lasting(Duration.ofSeconds(20)).holding(memory);
  }

  private byte[] send(SocketServer server, UUID tenant, Call call) {
    String url = "http://api.test:%d/".formatted(server.port());
    return house
        .bind(tenant, url, new Signing.Unsigned())
        .send(TransportHouse.get(url), call)
        .body();
  }

  private WireStream stream(SocketServer server, Call call) {
    String url = "http://api.test:%d/".formatted(server.port());
    return house.bind(url).open(TransportHouse.get(url), call);
  }

  private static void chunk(SocketServer.Connection to, int bytes) throws IOException {
    to.write("%x\r\n%s\r\n".formatted(bytes, "x".repeat(bytes)));
  }

  private void requireNothingHeld() {
    open.forEach(CallMemory::close);

    assertThat(pool.reserved()).isZero();
  }

  @Test
  void aReplyIsHeldUntilItsCallIsClosed() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "x".repeat(50_000)))) {
      assertThat(send(server, HOSTILE, call(HOSTILE))).hasSize(50_000);
    }

    assertThat(pool.reserved()).isBetween(100_000L, 110_000L);
    requireNothingHeld();
  }

  @Test
  void aReplyThatFindsNoRoomFailsAloneAndKeepsNoOtherTenantWaiting() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "x".repeat(60_000)))) {
      assertThat(send(server, HOSTILE, call(HOSTILE))).hasSize(60_000);

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> send(server, HOSTILE, call(HOSTILE)))
          .extracting(CallFailedException::failure)
          .satisfies(
              failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.SATURATED);
                assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
                assertThat(failure.message()).contains("120,000", "this call's answer");
              });
      assertThat(send(server, OTHER, call(OTHER))).hasSize(60_000);
    }
    requireNothingHeld();
  }

  @Test
  void aReplyGoesOnWhenThereIsRoomInTime() throws Exception {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "x".repeat(90_000)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TestCall first = call(HOSTILE);
      send(server, HOSTILE, first);
      Future<byte[]> second = threads.submit(() -> send(server, HOSTILE, call(HOSTILE)));
      open.getFirst().close();

      assertThat(second.get(20, TimeUnit.SECONDS)).hasSize(90_000);
    }
    requireNothingHeld();
  }

  @Test
  void aReplyOfUnknownLengthIsCountedAsItComes() throws IOException {
    try (SocketServer server =
        new SocketServer(
            c -> {
              c.write(CHUNKED);
              for (int i = 0; i < 6; i++) {
                chunk(c, 10_000);
              }
              c.write("0\r\n\r\n");
            })) {
      assertThat(send(server, HOSTILE, call(HOSTILE))).hasSize(60_000).containsOnly((byte) 'x');

      assertThat(pool.reserved()).isGreaterThanOrEqualTo(120_000);
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> send(server, HOSTILE, call(HOSTILE)))
          .extracting(failed -> failed.failure().code())
          .isEqualTo(FailureCode.SATURATED);
    }
    requireNothingHeld();
  }

  @Test
  void theValuesOfAReplyAreCountedBeforeTheyAreObjects() throws IOException {
    try (SocketServer server =
        new SocketServer(c -> c.reply(200, "", "[" + "0,".repeat(5_000) + "0]"))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> send(server, HOSTILE, call(HOSTILE)))
          .extracting(CallFailedException::failure)
          .satisfies(
              failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.TOO_LARGE);
                assertThat(failure.message()).contains("the answer takes");
              });
    }
    requireNothingHeld();
  }

  @Test
  void aStreamWeighsWhatWaitsForItsReaderAndNoMore() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write(CHUNKED);
                  for (int i = 0; i < 200; i++) {
                    chunk(c, 10_000);
                  }
                  c.write("0\r\n\r\n");
                  read.countDown();
                });
        WireStream stream = stream(server, call(HOSTILE))) {
      long all = 0;
      for (byte[] piece = stream.next(); piece != null; piece = stream.next()) {
        all += piece.length;
      }

      assertThat(all).isEqualTo(2_000_000);
      assertThat(pool.reserved()).isLessThan(200_000);
      assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
    }
    requireNothingHeld();
  }

  @Test
  void whatIsReadWholeOfAStreamIsHeld() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(404, "", "x".repeat(150_000)));
        WireStream stream = stream(server, call(HOSTILE))) {
      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> stream.drain(200_000))
          .extracting(failed -> failed.failure().code())
          .isIn(FailureCode.SATURATED, FailureCode.TOO_LARGE);
    }
    requireNothingHeld();
  }

  @Test
  void aCallOfThePlatformGivesItsMemoryBackAtOnce() throws IOException {
    try (SocketServer server = new SocketServer(c -> c.reply(200, "", "x".repeat(50_000)))) {
      Call ours = new InternalCall("ours", Time.system(), Duration.ofSeconds(20));

      assertThat(send(server, HOSTILE, ours)).hasSize(50_000);
    }
    assertThat(pool.reserved()).isZero();
  }

  @Test
  void aCallThatEndsInTheMiddleHoldsNothing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (SocketServer server =
            new SocketServer(
                c -> {
                  c.write("HTTP/1.1 200 OK\r\ncontent-length: 80000\r\n\r\nx");
                  begun.countDown();
                  c.closedByClient();
                });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TestCall call = call(HOSTILE);
      Future<Failure> failed =
          threads.submit(
              () -> {
                try {
                  send(server, HOSTILE, call);
                  throw new AssertionError("it was answered");
                } catch (CallFailedException e) {
                  return e.failure();
                }
              });
      begun.await();
      call.cancel();

      assertThat(failed.get(20, TimeUnit.SECONDS).code()).isEqualTo(FailureCode.CANCELLED);
    }
    requireNothingHeld();
  }
}
