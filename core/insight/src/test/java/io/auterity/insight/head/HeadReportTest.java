package io.auterity.insight.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.head.HeadReport.Kept;
import io.auterity.insight.head.HeadReport.Sureness;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner.Example;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadReportTest {

  /** Of ten held out it is sure of six and right in five of these, unsure of four, half right. */
  private static final HeadReport REPORT =
      HeadReport.of(
          new HeadExamples(
              List.of(
                  new Example("x", "loans"), new Example("y", "loans"), new Example("z", "cards")),
              IntStream.range(0, 10)
                  .mapToObj(i -> new Example("t" + i, i < 7 ? "cards" : "loans"))
                  .toList(),
              Map.of("gold", 2),
              3),
          List.of(
              sure("cards"),
              sure("cards"),
              sure("cards"),
              sure("cards"),
              sure("cards"),
              unsure("cards"),
              unsure("loans"),
              sure("cards"),
              unsure("loans"),
              unsure("cards")));

  @Test
  void tellsHowOftenItIsRightAndHowSure() {
    assertThat(REPORT.taught()).isEqualTo(3);
    assertThat(REPORT.held()).isEqualTo(10);
    assertThat(REPORT.labels()).containsExactly("cards", "loans");
    assertThat(REPORT.accuracy()).isEqualTo(0.7);
    // 7 of 10: Brown, Cai and DasGupta, Interval Estimation for a Binomial Proportion.
    assertThat(REPORT.accuracyLow()).isCloseTo(0.3968, within(1e-4));
    assertThat(REPORT.accuracyHigh()).isCloseTo(0.8922, within(1e-4));
    assertThat(REPORT.commonest()).isEqualTo(0.3);
    assertThat(REPORT.calibration())
        .containsExactly(
            new Sureness(0.6, 0.7, 4, 0.6, 0.5), new Sureness(0.9, 1.0, 6, 0.9, 0.8333));
    assertThat(REPORT.calibrationError()).isCloseTo((4 * 0.1 + 6 * 0.0667) / 10, within(1e-4));
  }

  @Test
  void tellsWhatARouteGetsByItsConfidence() {
    assertThat(REPORT.bounds())
        .extracting(Kept::confidence)
        .containsExactly(0.5, 0.6, 0.7, 0.8, 0.9, 0.95);
    assertThat(REPORT.bounds().get(2).rows()).isEqualTo(6);
    assertThat(REPORT.bounds().get(2).share()).isEqualTo(0.6);
    assertThat(REPORT.bounds().get(2).accuracy()).isEqualTo(0.8333);
    assertThat(REPORT.bounds().get(2).accuracyLow()).isCloseTo(0.4365, within(1e-4));
    assertThat(REPORT.bounds().getLast()).isEqualTo(new Kept(0.95, 0, 0, 0, 0));
  }

  @Test
  void whatIsStoredIsReadAgain() {
    HeadVersion made =
        new HeadVersion(4, Instant.parse("2026-11-22T08:00:00Z"), "ana", "a file", REPORT, null);
    HeadVersion withdrawn = made.withdrawn(Instant.parse("2026-11-23T08:00:00Z"), "it was wrong");

    assertThat(again(made)).isEqualTo(made);
    assertThat(again(withdrawn)).isEqualTo(withdrawn);
  }

  @Test
  void aVersionThatWasStoredBeforeIsStillRead() {
    HeadVersion read =
        HeadVersionFormat.read(
            json(
                """
                {"version":2,"made":"2026-11-22T08:00:00Z","by":"ana","source":"file of 60 rows",
                 "report":{"taught":48,"held":12,"labels":["a","b"],"leftOut":{"c":1},"repeated":0,
                 "accuracy":0.75,"accuracyLow":0.4677,"accuracyHigh":0.9111,"commonest":0.5,
                 "calibrationError":0.1,"calibration":[[0.6,0.7,12,0.65,0.75]],
                 "bounds":[[0.5,12,1.0,0.75,0.4677]]}}
                """));

    assertThat(read.report().bounds()).containsExactly(new Kept(0.5, 12, 1, 0.75, 0.4677));
    assertThat(read.withdrawn()).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadVersionFormat.read(json("{\"version\": 1}")));
  }

  private static HeadVersion again(HeadVersion version) {
    return HeadVersionFormat.read(json(HeadVersionFormat.write(version).toString()));
  }

  private static Json.Obj json(String text) {
    return new JsonReader(10_000).readObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Double> sure(String label) {
    return label.equals("cards")
        ? Map.of("cards", 0.9, "loans", 0.1)
        : Map.of("cards", 0.1, "loans", 0.9);
  }

  private static Map<String, Double> unsure(String label) {
    return label.equals("cards")
        ? Map.of("cards", 0.6, "loans", 0.4)
        : Map.of("cards", 0.4, "loans", 0.6);
  }
}
