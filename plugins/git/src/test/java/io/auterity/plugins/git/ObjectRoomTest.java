package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pushes and fetches share the memory that there is for objects. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ObjectRoomTest {

  private static final long MEBIBYTE = 1 << 20;

  private final ObjectRoom room = new ObjectRoom(10 * MEBIBYTE);
  private final FakeCall call = FakeCall.of("git.content.get", GitHost.fresh());

  @Test
  void whatOneHoldsTheOtherDoesNotGet() {
    try (ObjectRoom.Claim one = room.claim(call);
        ObjectRoom.Claim other = room.claim(call)) {
      one.require(8 * MEBIBYTE);
      other.require(MEBIBYTE);

      Failures.expect(FailureCode.SATURATED, () -> other.require(3 * MEBIBYTE));
      other.require(2 * MEBIBYTE);

      assertThat(room.taken()).isEqualTo(10 * MEBIBYTE);
    }
    assertThat(room.taken()).isZero();
  }

  @Test
  void whatNeverFitsIsTooLarge() {
    try (ObjectRoom.Claim one = room.claim(call)) {
      Failure refused = Failures.expect(FailureCode.TOO_LARGE, () -> one.await(11 * MEBIBYTE));

      assertThat(refused.message()).contains("11534336 bytes", "10485760");
    }
  }

  @Test
  void whoWaitsGoesOnWhenAnotherEnds() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Long> waiting;
    try (ObjectRoom.Claim one = room.claim(call)) {
      one.require(8 * MEBIBYTE);
      waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try (ObjectRoom.Claim other = room.claim(call)) {
                  begun.countDown();
                  other.await(5 * MEBIBYTE);
                  return room.taken();
                }
              },
              Thread::startVirtualThread);
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }

    assertThat(waiting.join()).isEqualTo(5 * MEBIBYTE);
  }

  @Test
  void whoWaitsWaitsNoLongerThanItsCaller() {
    try (ObjectRoom.Claim one = room.claim(call);
        ObjectRoom.Claim other = room.claim(call)) {
      one.require(8 * MEBIBYTE);
      call.cancel();

      Failures.expect(FailureCode.CANCELLED, () -> other.await(5 * MEBIBYTE));
    }
  }
}
