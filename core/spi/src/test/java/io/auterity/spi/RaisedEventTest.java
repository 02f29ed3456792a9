package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auterity.spi.Documents.RaisedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaisedEventTest {

  private static final String SENT = "messaging.message.created";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "message",
        "Messaging.message",
        "a..b",
        "a.b.",
        "a.*",
        "a.b.c.d.e.f.g",
        "a.b c"
      })
  void aTypeIsWordsWithDotsBetween(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RaisedEvent(type, "m1", Json.EMPTY))
        .withMessageContaining("not '" + type + "'");
  }

  @Test
  void aSubjectHasBounds() {
    assertThat(new RaisedEvent(SENT, "m".repeat(500), Json.EMPTY).subject()).hasSize(500);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RaisedEvent(SENT, " ", Json.EMPTY))
        .withMessage("the subject of an event must be 1 to 500 characters, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RaisedEvent(SENT, "m".repeat(501), Json.EMPTY));
  }

  @Test
  void aRecordIsBoundInBytesAsItIsSent() {
    Json.Obj fits = Json.EMPTY.with("text", Json.of("€".repeat(80_000)));
    Json.Obj tooLong = Json.EMPTY.with("text", Json.of("€".repeat(90_000)));

    assertThat(new RaisedEvent(SENT, "m1", fits).record()).isEqualTo(fits);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RaisedEvent(SENT, "m1", tooLong))
        .withMessage("the record of an event must be at most 262144 bytes, not 270011");
  }
}
