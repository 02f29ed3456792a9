package io.auterity.jobs.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineSlotsTest {

  private static final Instant NOW = Instant.parse("2030-05-01T00:00:00Z");

  private final LinePlaces places = new LinePlaces(8);
  private final AdaptiveConcurrency pace = new AdaptiveConcurrency(2);
  private boolean room = true;
  private final LineSlots slots = new LineSlots(places, new UUID(0, 1), pace, () -> room);

  private LineSlots.Slot taken() {
    return Objects.requireNonNull(slots.take(NOW));
  }

  @Test
  void noMoreLinesAreOnTheirWayThanThePaceSays() {
    LineSlots.Slot first = taken();
    LineSlots.Slot second = taken();
    assertThat(slots.take(NOW)).isNull();
    assertThat(places.taken()).isEqualTo(2);

    first.close();
    assertThat(places.taken()).isEqualTo(1);
    assertThat(slots.take(NOW)).isNotNull();
    second.close();
    pace.limited(NOW, Duration.ofSeconds(1));
    assertThat(slots.take(NOW)).isNull();
  }

  @Test
  void withoutAPlaceNoneBegins() {
    LinePlaces few = new LinePlaces(2);
    LineSlots narrow = new LineSlots(few, new UUID(0, 1), pace, () -> room);

    assertThat(narrow.take(NOW)).isNotNull();
    assertThat(narrow.take(NOW)).isNull();
    assertThat(few.taken()).isEqualTo(1);
  }

  @Test
  void linesThatWaitForAVendorTakeNoPlaceAndHoldNobodyUp() {
    for (int line = 0; line < 5; line++) {
      LineSlots.Slot slot = taken();
      slot.waits("large");
      slot.waits("large");
    }

    assertThat(places.taken()).isZero();
    LineSlots.Slot last = taken();
    last.waits("large");
    last.close();
    assertThat(places.taken()).isZero();
  }

  @Test
  void onlyModelsThatLeadToAVendorAreHeldUpWhileThereIsNoRoom() {
    room = false;
    assertThat(slots.hasRoom()).as("none waits").isTrue();
    LineSlots.Slot first = taken();
    assertThat(first.isHeldUp(() -> "large")).isFalse();
    first.waits("large");

    assertThat(slots.hasRoom()).isFalse();
    try (LineSlots.Slot next = taken()) {
      assertThat(next.isHeldUp(() -> "large")).isTrue();
      assertThat(next.isHeldUp(() -> "small")).isFalse();
      room = true;
      assertThat(next.isHeldUp(() -> "large")).isFalse();
      room = false;
      first.close();
      assertThat(next.isHeldUp(() -> "large")).as("none waits any more").isFalse();
    }
  }

  @Test
  void whoeverWaitsIsWokenByEachThatIsOver() {
    LineSlots.Slot alone = taken();
    LineSlots.Slot waiting = taken();
    waiting.waits("large");
    long before = places.rung();

    waiting.close();
    alone.close();

    assertThat(places.rung()).isEqualTo(before + 2);
  }
}
