package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.CallGuard;
import io.auterity.spi.ai.ChatEvent.PartDelta;
import io.auterity.spi.ai.ChatEvent.PartDone;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallEventsTest {

  private boolean kept;
  private final CallEvents events = new CallEvents(() -> kept);

  private static Record said(String words) {
    return new PartDelta(0, new Part.Text(words));
  }

  private List<Record> taken() {
    List<Record> all = new ArrayList<>();
    for (Record next = events.poll(); next != null; next = events.poll()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void theyWaitInTheirOrder() {
    assertThat(events.waiting()).isFalse();

    events.take(said("a"));
    events.emit(said("b"));

    assertThat(events.waiting()).isTrue();
    assertThat(taken()).containsExactly(said("a"), said("b"));
    assertThat(events.poll()).isNull();
  }

  @Test
  void whatAGuardHoldsBackIsHeardAndDoesNotWait() {
    List<Record> heard = new ArrayList<>();
    events.guardedBy(new Shouting());
    events.heardBy(heard::add);
    assertThat(events.guarded()).isTrue();
    assertThat(events.heard()).isTrue();

    events.take(said("a"));
    assertThat(events.waiting()).isFalse();
    events.take(new PartDone(0));

    assertThat(heard).containsExactly(said("a"), new PartDone(0));
    assertThat(taken()).containsExactly(said("A"), new PartDone(0));
  }

  @Test
  void whatIsKeptIsWhatTheCallerGot() {
    kept = true;
    events.guardedBy(new Shouting());
    events.take(said("a"));
    assertThat(events.transcript().events()).isEmpty();
    events.take(new PartDone(0));
    kept = false;
    events.emit(said("b"));

    assertThat(events.transcript().events()).containsExactly(said("A"));
  }

  @Test
  void whatNobodyGuardsOrHearsPassesAtOnce() {
    assertThat(events.guarded()).isFalse();
    assertThat(events.heard()).isFalse();

    events.take(said("a"));

    assertThat(events.waiting()).isTrue();
    assertThat(events.transcript().events()).isEmpty();
  }

  /** Lets words go once all are there, in capitals. */
  private static final class Shouting implements CallGuard {

    @Override
    public boolean looks(Way way) {
      return true;
    }

    @Override
    public List<String> judge(Way way, List<Piece> pieces) {
      return pieces.stream().map(Piece::text).toList();
    }

    @Override
    public PieceStream stream() {
      StringBuilder held = new StringBuilder();
      return new PieceStream() {
        @Override
        public String take(String piece) {
          held.append(piece);
          return "";
        }

        @Override
        public String finish() {
          return held.toString().toUpperCase(Locale.ROOT);
        }
      };
    }

    @Override
    public Map<String, String> labels() {
      return Map.of();
    }

    @Override
    public @Nullable Told told(Way way) {
      return null;
    }
  }
}
