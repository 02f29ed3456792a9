package io.auterity.jobs.batch.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.batch.vendor.VendorRules.Act;
import io.auterity.jobs.batch.vendor.VendorRules.Stage;
import io.auterity.jobs.batch.vendor.VendorRules.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VendorRulesTest {

  private static final Instant NOW = Instant.parse("2030-05-01T00:00:00Z");
  private static final Instant EXPIRES = NOW.plus(Duration.ofHours(20));

  private static Standing gathering(int lines, long bytes, int firstAgo, int lastAgo) {
    return new Standing(
        Stage.GATHERING,
        lines,
        bytes,
        NOW.minusSeconds(firstAgo),
        NOW.minusSeconds(lastAgo),
        Instant.EPOCH,
        false,
        false,
        EXPIRES);
  }

  private static Standing standing(
      Stage stage, int waiting, int askedAgo, boolean cancelling, boolean cancelled) {
    return new Standing(
        stage,
        waiting,
        1,
        NOW.minusSeconds(100),
        NOW.minusSeconds(100),
        NOW.minusSeconds(askedAgo),
        cancelling,
        cancelled,
        EXPIRES);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, 4, 4, WAIT",
    "1, 10, 5, 5, CREATE",
    "500, 10, 59, 1, WAIT",
    "500, 10, 60, 1, CREATE",
    "999, 10, 1, 0, WAIT",
    "1000, 10, 1, 0, CREATE",
    "2, 33554431, 1, 0, WAIT",
    "2, 33554432, 1, 0, CREATE",
  })
  void linesAreGatheredUntilNoneComesOrItIsFull(
      int lines, long bytes, int firstAgo, int lastAgo, Act act) {
    assertThat(VendorRules.next(gathering(lines, bytes, firstAgo, lastAgo), NOW)).isEqualTo(act);
  }

  @Test
  void whatCouldNotBeHandedOverIsTriedAgainAfterAWhile() {
    assertThat(VendorRules.next(standing(Stage.GATHERING, 1, 29, false, false), NOW))
        .isEqualTo(Act.WAIT);
    assertThat(VendorRules.next(standing(Stage.GATHERING, 1, 30, false, false), NOW))
        .isEqualTo(Act.CREATE);
  }

  @ParameterizedTest
  @CsvSource({
    "UNSURE, 29, WAIT",
    "UNSURE, 30, FIND",
    "UNDER_WAY, 29, WAIT",
    "UNDER_WAY, 30, LOOK",
    "ENDED, 0, READ",
  })
  void theVendorIsAskedAtASteadyPace(Stage stage, int askedAgo, Act act) {
    assertThat(VendorRules.next(standing(stage, 1, askedAgo, false, false), NOW)).isEqualTo(act);
  }

  @Test
  void resultsAreReadOnceNoFurtherLineComesThatTheyAreFor() {
    Standing ended =
        new Standing(Stage.ENDED, 1, 1, NOW, NOW, Instant.EPOCH, false, false, EXPIRES);

    assertThat(VendorRules.next(ended, NOW.plusMillis(1_999))).isEqualTo(Act.WAIT);
    assertThat(VendorRules.next(ended, NOW.plusMillis(2_000))).isEqualTo(Act.READ);
  }

  @Test
  void whatIsNotWantedIsCancelledOnceThoughNobodyWaits() {
    assertThat(VendorRules.next(standing(Stage.UNDER_WAY, 0, 30, true, false), NOW))
        .isEqualTo(Act.CANCEL);
    assertThat(VendorRules.next(standing(Stage.UNDER_WAY, 0, 30, true, true), NOW))
        .isEqualTo(Act.CLOSE);
    assertThat(VendorRules.next(standing(Stage.UNDER_WAY, 3, 30, true, true), NOW))
        .isEqualTo(Act.LOOK);
  }

  @Test
  void whatMayBeThereIsFoundToBeCancelledAndWhatIsNotIsLeft() {
    assertThat(VendorRules.next(standing(Stage.UNSURE, 0, 30, true, false), NOW))
        .isEqualTo(Act.FIND);
    assertThat(VendorRules.next(standing(Stage.UNSURE, 0, 30, true, true), NOW))
        .isEqualTo(Act.CLOSE);
    assertThat(VendorRules.next(standing(Stage.GATHERING, 1, 0, true, false), NOW))
        .isEqualTo(Act.LEAVE);
    Standing late = standing(Stage.GATHERING, 1, 0, false, false);
    assertThat(VendorRules.next(late, EXPIRES.minus(VendorRules.MARGIN))).isEqualTo(Act.LEAVE);
  }

  @Test
  void aVendorMayTakeLongerToShowABatchThanItMayTakeToTakeIt() {
    assertThat(VendorRules.SHOWN).isGreaterThan(VendorRules.PATIENCE);
  }

  @Test
  void aBatchThatIsLateIsCancelledWhileItsLinesCanStillBeSentAlone() {
    Standing late = standing(Stage.UNDER_WAY, 1, 30, false, false);

    assertThat(VendorRules.next(late, EXPIRES.minusSeconds(15 * 60 + 1))).isEqualTo(Act.LOOK);
    assertThat(VendorRules.next(late, EXPIRES.minusSeconds(15 * 60))).isEqualTo(Act.CANCEL);
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void oneForWhichNobodyWaitsIsLeft(Stage stage) {
    assertThat(VendorRules.next(standing(stage, 0, 0, false, false), NOW)).isEqualTo(Act.CLOSE);
  }

  @Test
  void onlyWhatHasAnHourLeftIsPutIntoABatch() {
    assertThat(VendorRules.open(NOW.plus(Duration.ofHours(1)), NOW)).isTrue();
    assertThat(VendorRules.open(NOW.plus(Duration.ofMinutes(59)), NOW)).isFalse();
  }

  // Lines come at any times: each is handed over within a minute of the first, none twice, and no
  // batch is larger than it may be.
  @Test
  void whateverTheTimesEachLineIsHandedOverOnceAndSoon() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Integer> batches = new ArrayList<>();
      int all = 1 + random.nextInt(3_000);
      int came = 0;
      int lines = 0;
      Instant now = NOW;
      Instant first = NOW;
      Instant last = NOW;
      while (came < all || lines > 0) {
        int more = Math.min(all - came, random.nextInt(50));
        for (int i = 0; i < more && !VendorRules.isFull(lines, lines); i++) {
          first = lines == 0 ? now : first;
          last = now;
          lines++;
          came++;
        }
        Standing standing =
            new Standing(
                Stage.GATHERING, lines, lines, first, last, Instant.EPOCH, false, false, EXPIRES);
        if (lines > 0 && VendorRules.next(standing, now) == Act.CREATE) {
          batches.add(lines);
          lines = 0;
        }
        assertThat(lines == 0 || Duration.between(first, now).toSeconds() < 60).isTrue();
        now = now.plusSeconds(1 + random.nextInt(3) / 2);
      }
      assertThat(batches).allSatisfy(size -> assertThat(size).isBetween(1, 1_000));
      assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(all);
    }
  }
}
