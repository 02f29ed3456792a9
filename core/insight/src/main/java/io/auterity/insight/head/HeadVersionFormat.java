package io.auterity.insight.head;

import io.auterity.spi.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A version of a head as it is stored, in JSON, without what it learned. */
final class HeadVersionFormat {

  static Json.Obj write(HeadVersion version) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("version", Json.of(version.version()));
    fields.put("made", Json.of(version.made().toString()));
    fields.put("by", Json.of(version.by()));
    fields.put("source", Json.of(version.source()));
    fields.put("report", write(version.report()));
    HeadVersion.Withdrawn withdrawn = version.withdrawn();
    if (withdrawn != null) {
      fields.put(
          "withdrawn",
          Json.object(
              Map.of("at", Json.of(withdrawn.at().toString()), "why", Json.of(withdrawn.why()))));
    }
    return Json.object(fields);
  }

  private static Json.Obj write(HeadReport report) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("taught", Json.of(report.taught()));
    fields.put("held", Json.of(report.held()));
    fields.put("labels", Json.array(report.labels().stream().map(Json::of).toList()));
    Map<String, Json> leftOut = new LinkedHashMap<>();
    report.leftOut().forEach((label, count) -> leftOut.put(label, Json.of(count)));
    fields.put("leftOut", Json.object(leftOut));
    fields.put("repeated", Json.of(report.repeated()));
    fields.put("accuracy", Json.of(report.accuracy()));
    fields.put("accuracyLow", Json.of(report.accuracyLow()));
    fields.put("accuracyHigh", Json.of(report.accuracyHigh()));
    fields.put("commonest", Json.of(report.commonest()));
    fields.put("calibrationError", Json.of(report.calibrationError()));
    fields.put(
        "calibration",
        Json.array(
            report.calibration().stream()
                .map(b -> numbers(b.from(), b.to(), b.rows(), b.said(), b.right()))
                .toList()));
    fields.put(
        "bounds",
        Json.array(
            report.bounds().stream()
                .map(
                    b ->
                        numbers(b.confidence(), b.rows(), b.share(), b.accuracy(), b.accuracyLow()))
                .toList()));
    return Json.object(fields);
  }

  private static Json.Arr numbers(double... values) {
    return Json.array(Arrays.stream(values).mapToObj(Json::of).toList());
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException when it was not
   */
  static HeadVersion read(Json.Obj stored) {
    try {
      return new HeadVersion(
          (int) number(stored.get("version")),
          Instant.parse(text(stored, "made")),
          text(stored, "by"),
          text(stored, "source"),
          report(object(stored.get("report"))),
          stored.get("withdrawn") instanceof Json.Obj withdrawn
              ? new HeadVersion.Withdrawn(
                  Instant.parse(text(withdrawn, "at")), text(withdrawn, "why"))
              : null);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static HeadReport report(Json.Obj stored) {
    Map<String, Integer> leftOut = new TreeMap<>();
    object(stored.get("leftOut"))
        .fields()
        .forEach((label, count) -> leftOut.put(label, (int) number(count)));
    return new HeadReport(
        (int) number(stored.get("taught")),
        (int) number(stored.get("held")),
        items(stored.get("labels"), HeadVersionFormat::word),
        leftOut,
        (int) number(stored.get("repeated")),
        number(stored.get("accuracy")),
        number(stored.get("accuracyLow")),
        number(stored.get("accuracyHigh")),
        number(stored.get("commonest")),
        number(stored.get("calibrationError")),
        items(
            stored.get("calibration"),
            bin ->
                new HeadReport.Sureness(
                    at(bin, 0), at(bin, 1), (int) at(bin, 2), at(bin, 3), at(bin, 4))),
        items(
            stored.get("bounds"),
            kept ->
                new HeadReport.Kept(
                    at(kept, 0), (int) at(kept, 1), at(kept, 2), at(kept, 3), at(kept, 4))));
  }

  private static <T> List<T> items(@Nullable Json from, Function<Json, T> read) {
    if (from instanceof Json.Arr(List<Json> items)) {
      return items.stream().map(read).toList();
    }
    throw damaged(from);
  }

  private static double at(Json numbers, int place) {
    if (numbers instanceof Json.Arr(List<Json> items) && place < items.size()) {
      return number(items.get(place));
    }
    throw damaged(numbers);
  }

  private static double number(@Nullable Json value) {
    return switch (value) {
      case Json.Int(long whole) -> whole;
      case Json.Dec(double broken) -> broken;
      case null, default -> throw damaged(value);
    };
  }

  private static String word(Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw damaged(value);
  }

  private static String text(Json.Obj from, String name) {
    Json value = from.get(name);
    if (value == null) {
      throw damaged(null);
    }
    return word(value);
  }

  private static Json.Obj object(@Nullable Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw damaged(value);
  }

  private static IllegalArgumentException damaged(@Nullable Json value) {
    return new IllegalArgumentException("a version of a head is damaged at " + value);
  }
}
