package io.auterity.server.web.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.json.ValueCount;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BodyWeightTest {

  private static final int MOST_VALUES = 1_000;

  private final MemoryPool pool = new MemoryPool(2_000_000);
  private final MemoryPool.Claim claim = pool.claim(new UUID(0, 1));

  private static void add(BodyWeight weight, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    weight.add(bytes, 0, bytes.length);
  }

  @Test
  void whatIsAnnouncedIsReservedAtOnce() {
    BodyWeight.whole(claim, 500_000, MOST_VALUES, ValueCount.ofJson());

    assertThat(pool.reserved()).isEqualTo(500_000);
  }

  @Test
  void whatIsNotAnnouncedIsReservedInPieces() {
    BodyWeight weight = BodyWeight.whole(claim, -1, MOST_VALUES, ValueCount.ofBody());
    assertThat(pool.reserved()).isZero();

    add(weight, "x".repeat(10));
    long first = pool.reserved();
    add(weight, "x".repeat(100_000));

    assertThat(first).isEqualTo(65_536);
    assertThat(pool.reserved()).isGreaterThanOrEqualTo(100_010);
  }

  @Test
  void valuesAreReservedWhileTheyCome() {
    BodyWeight weight = BodyWeight.whole(claim, 3_000, MOST_VALUES, ValueCount.ofJson());

    add(weight, "[" + "[],".repeat(900));

    assertThat(pool.reserved()).isGreaterThanOrEqualTo(3_000 + 901 * ValueCount.WEIGHT);
  }

  @Test
  void oneValueMoreThanABodyMayHaveIsTooLarge() {
    BodyWeight weight = BodyWeight.whole(claim, 0, MOST_VALUES, ValueCount.ofJson());
    add(weight, "[" + "0,".repeat(MOST_VALUES - 1));

    assertThatThrownBy(() -> add(weight, "0]"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE))
        .hasMessageContaining("more than 1,000 values");
  }

  @Test
  void aTextThatIsNoJsonMayHaveMoreLinesThanABodyHasValues() {
    BodyWeight weight = BodyWeight.whole(claim, 0, MOST_VALUES, ValueCount.ofText());

    add(weight, "- x\n".repeat(MOST_VALUES));

    assertThat(pool.reserved()).isGreaterThan(MOST_VALUES * ValueCount.WEIGHT);
  }

  @Test
  void whatStreamsWeighsItsWindow() {
    BodyWeight weight = BodyWeight.streamed(new MemoryPool(4 << 20).claim(new UUID(0, 1)));

    for (int i = 0; i < 1_000; i++) {
      add(weight, "[[],".repeat(1_000));
    }
  }
}
