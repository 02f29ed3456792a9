package io.auterity.platform.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Of a pool of 100,000 bytes, of which one tenant alone gets 50,000. */
class CallMemoryTest {

  private static final UUID TENANT = new UUID(0, 1);

  private final MemoryPool pool = new MemoryPool(100_000);
  private final CallMemory memory = new CallMemory(pool, TENANT);

  private static FailureCode code(CallFailedException thrown) {
    return thrown.failure().code();
  }

  @Test
  void aSmallAnswerTakesAStepAndUsesWhatItAskedFor() {
    memory.reserve(100);

    assertThat(memory.held()).isEqualTo(4_096);
    assertThat(memory.used()).isEqualTo(100);
  }

  @Test
  void whereAStepDoesNotFitWhatIsNeededDoes() {
    pool.claim(TENANT).reserve(49_900);

    memory.reserve(40);
    assertThat(memory.reserveNow(60)).isTrue();

    assertThat(memory.held()).isEqualTo(100);
    assertThat(memory.refused()).isFalse();
  }

  @Test
  void aStepOverTheLargestShareIsNoReasonToRefuse() {
    memory.reserve(30_000);
    memory.reserve(15_000);
    memory.reserve(5_000);

    assertThat(memory.held()).isEqualTo(50_000);
  }

  @Test
  void aRefusalKeepsWhatWasSpare() {
    memory.reserve(100);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> memory.reserve(60_000))
        .satisfies(e -> assertThat(code(e)).isEqualTo(FailureCode.TOO_LARGE));
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> memory.reserveNow(60_000))
        .satisfies(e -> assertThat(code(e)).isEqualTo(FailureCode.TOO_LARGE));

    assertThat(memory.used()).isEqualTo(100);
    assertThat(memory.refused()).isTrue();
  }

  @Test
  void noRoomNowKeepsWhatWasSpare() {
    memory.reserve(100);
    pool.claim(TENANT).reserve(40_000);

    assertThat(memory.reserveNow(20_000)).isFalse();

    assertThat(memory.used()).isEqualTo(100);
  }

  @Test
  void whatCameWithoutWaitingIsUsedAndCanBeGivenBack() {
    List<String> came = new ArrayList<>();
    memory.reserve(10_000, () -> came.add("room"));

    assertThat(came).containsExactly("room");
    assertThat(memory.used()).isEqualTo(10_000);
    memory.giveBack(10_000);
    memory.reserve(10_000);

    assertThat(memory.held()).isEqualTo(10_000);
  }

  @Test
  void aCallThatEndsWhileItsReaderWaitsIsCancelledAndHoldsNothing() throws Exception {
    MemoryPool.Claim other = pool.claim(TENANT);
    other.reserve(50_000);
    List<CallFailedException> failures = new ArrayList<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try {
                memory.reserve(1_000);
              } catch (CallFailedException e) {
                failures.add(e);
              }
            });
    while (reader.isAlive() && reader.getState() != Thread.State.TIMED_WAITING) {
      LockSupport.parkNanos(1_000_000);
    }
    memory.close();
    other.close();
    reader.join();

    assertThat(failures).extracting(CallMemoryTest::code).containsExactly(FailureCode.CANCELLED);
    assertThat(pool.reserved()).isZero();
  }
}
