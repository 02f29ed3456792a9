package io.auterity.testkit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.StreamEvent;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedEventsTest {

  private final AtomicInteger ended = new AtomicInteger();

  private record Part(boolean last, @Nullable Failure failure) implements StreamEvent {}

  private static final Part MIDDLE = new Part(false, null);

  private <E> Events<E> watched(List<E> all, @Nullable RuntimeException breaks) {
    Iterator<E> rest = all.iterator();
    return new WatchedEvents<>(
        new Events<E>() {
          @Override
          public @Nullable E next() {
            if (!rest.hasNext() && breaks != null) {
              throw breaks;
            }
            return rest.hasNext() ? rest.next() : null;
          }

          @Override
          public void close() {}
        },
        ended::incrementAndGet);
  }

  private int endedAfter(Part... parts) {
    try (Events<Part> events = watched(List.of(parts), null)) {
      while (events.next() != null) {
        assertThat(ended).hasValueLessThan(2);
      }
    }
    return ended.get();
  }

  @Test
  void aStreamThatIsOnlyOpenedHasNotEnded() {
    try (Events<String> events = watched(List.of("line"), null)) {
      assertThat(events.next()).isEqualTo("line");
    }
    assertThat(ended).hasValue(0);
  }

  @Test
  void linesEndWithTheLastOfThem() {
    try (Events<String> events = watched(List.of("line"), null)) {
      events.next();
      assertThat(events.next()).isNull();
    }
    assertThat(ended).hasValue(1);
  }

  @Test
  void aStreamThatBreaksHasNotEnded() {
    CallFailedException cut = new CallFailedException(FailureCode.UNAVAILABLE, "cut");
    try (Events<String> events = watched(List.of(), cut)) {
      assertThatThrownBy(events::next).isSameAs(cut);
    }
    assertThat(ended).hasValue(0);
  }

  @Test
  void anEventThatTellsTheEndEndsIt() {
    assertThat(endedAfter(MIDDLE, new Part(true, null))).isOne();
  }

  @Test
  void aStreamOfSuchEventsThatMerelyStopsOrFailsHasNotEnded() {
    assertThat(endedAfter(MIDDLE)).isZero();
    Failure failure = new CallFailedException(FailureCode.UNAVAILABLE, "cut").failure();
    assertThat(endedAfter(MIDDLE, new Part(false, failure))).isZero();
  }
}
