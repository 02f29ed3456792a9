package io.auterity.toolkit.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Test;

class EventRecordTest {

  private static final Json.Obj SMALL =
      Json.EMPTY.with("title", Json.of("Grüße")).with("body", Json.of("b"));

  private static Json.Obj holding(String body) {
    return SMALL.with("body", Json.of(body)).with("extra", Json.EMPTY.with("x", Json.of(1)));
  }

  @Test
  void whatFitsStaysAsItIs() {
    Json.Obj record = holding("x".repeat(200_000));

    assertThat(EventRecord.fitting(record, "body", "extra")).isEqualTo(record);
  }

  @Test
  void theFirstFieldIsCutAndTheNextStaysWhereThatIsEnough() {
    Json.Obj fits = EventRecord.fitting(holding("x".repeat(300_000)), "body", "extra");

    assertThat(fits).isEqualTo(holding("x".repeat(10_000)));
    assertThat(new RaisedEvent("tracker.issue.created", "a-1", fits).record()).isEqualTo(fits);
  }

  @Test
  void anObjectThatIsTooLongIsLeftEmpty() {
    Json.Obj record = SMALL.with("extra", Json.EMPTY.with("log", Json.of("x".repeat(300_000))));

    assertThat(EventRecord.fitting(record, "body", "extra"))
        .isEqualTo(SMALL.with("extra", Json.EMPTY));
  }

  @Test
  void aPairOfSurrogatesIsNotCutInTwo() {
    String smiles = "x" + "\ud83d\ude00".repeat(150_000);

    String cut = String.valueOf(EventRecord.fitting(holding(smiles), "body").text("body"));

    assertThat(cut).hasSize(9_999).doesNotEndWith("\ud83d").endsWith("\ude00");
  }
}
