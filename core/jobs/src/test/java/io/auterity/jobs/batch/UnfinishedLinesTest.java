package io.auterity.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.batch.BatchStore.LineDue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnfinishedLinesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final UnfinishedLines open = new UnfinishedLines();

  private static LineDue due(int number, Duration in) {
    return new LineDue(number, NOW.plus(in));
  }

  private static LineDue due(int number) {
    return due(number, Duration.ZERO);
  }

  private List<Integer> begun(Instant now) {
    List<Integer> begun = new ArrayList<>();
    while (open.hasNext(now, false)) {
      begun.add(open.begin());
    }
    return begun;
  }

  @Test
  void linesAreReadOnceAndPageByPage() {
    assertThat(open.wantsMore()).isTrue();
    open.add(List.of(due(1), due(3)));
    assertThat(open.last()).isEqualTo(3);

    assertThat(open.hasNext(NOW, false)).isTrue();
    assertThat(open.wantsMore()).as("some may be begun").isFalse();
    assertThat(begun(NOW)).containsExactly(1, 3);
    assertThat(open.wantsMore()).isTrue();
    open.add(List.of());

    assertThat(open.wantsMore()).isFalse();
    assertThat(open.underWay()).isEqualTo(2);
  }

  @Test
  void aLineThatIsPutOffIsBegunAgainOnceItIsDue() {
    open.add(List.of(due(1), due(2)));
    begun(NOW);

    open.over(2, NOW.plusSeconds(5));
    open.over(1, NOW.plusSeconds(2));

    assertThat(begun(NOW.plusSeconds(1))).isEmpty();
    assertThat(begun(NOW.plusSeconds(5))).containsExactly(1, 2);
    assertThat(open.underWay()).isEqualTo(2);
  }

  @Test
  void whatIsNotDueYetHoldsNobodyUp() {
    open.add(List.of(due(1, Duration.ofMinutes(1))));
    assertThat(begun(NOW)).isEmpty();
    assertThat(open.wantsMore()).isTrue();
    open.add(List.of(due(2)));

    assertThat(begun(NOW)).containsExactly(2);
    assertThat(begun(NOW.plusSeconds(60))).containsExactly(1);
  }

  @Test
  void noMoreAreReadWhileManyAreForLater() {
    open.add(
        IntStream.rangeClosed(1, UnfinishedLines.MOST_LATER)
            .mapToObj(number -> due(number, Duration.ofMinutes(1)))
            .toList());
    assertThat(open.hasNext(NOW, false)).isFalse();
    assertThat(open.wantsMore()).isFalse();

    assertThat(begun(NOW.plusSeconds(60))).hasSize(UnfinishedLines.MOST_LATER);
    assertThat(open.wantsMore()).isTrue();
  }

  @Test
  void aLineThatIsHeldUpIsBegunBehindOthersOnceThereIsRoom() {
    open.add(List.of(due(1), due(2), due(3)));
    open.add(List.of());
    begun(NOW);
    open.heldUp(2);
    open.heldUp(1);
    open.over(3, NOW);
    assertThat(open.isEmpty()).isFalse();

    assertThat(open.hasNext(NOW, true)).isTrue();
    assertThat(open.begin()).isEqualTo(3);
    assertThat(open.hasNext(NOW, false)).isFalse();
    assertThat(open.hasNext(NOW, true)).isTrue();
    assertThat(open.begin()).isEqualTo(2);
    assertThat(open.hasNext(NOW, false)).as("each asks for room").isFalse();
    open.over(2, null);
    open.over(3, null);
    assertThat(open.isEmpty()).isFalse();
  }

  @Test
  void noMoreAreReadWhileManyAreHeldUp() {
    open.add(
        IntStream.rangeClosed(1, UnfinishedLines.MOST_LATER)
            .mapToObj(UnfinishedLinesTest::due)
            .toList());
    begun(NOW).forEach(open::heldUp);

    assertThat(open.wantsMore()).isFalse();
  }

  @Test
  void itIsEmptyOnceAllHaveTheirEnd() {
    assertThat(open.isEmpty()).as("nothing was read").isFalse();
    open.add(List.of(due(1), due(2, Duration.ofMinutes(1))));
    open.add(List.of());
    assertThat(open.isEmpty()).isFalse();
    begun(NOW.plusSeconds(60));
    assertThat(open.isEmpty()).as("they are under way").isFalse();
    open.over(1, null);
    open.over(2, NOW.plusSeconds(90));
    assertThat(open.isEmpty()).isFalse();
    begun(NOW.plusSeconds(90));
    open.over(2, null);

    assertThat(open.isEmpty()).isTrue();
  }

  @Test
  void startingOverReadsAllAgain() {
    open.add(List.of(due(7)));
    open.add(List.of());
    begun(NOW);
    open.over(7, null);

    open.startOver();

    assertThat(open.isEmpty()).isFalse();
    assertThat(open.wantsMore()).isTrue();
    assertThat(open.last()).isZero();
  }
}
