package io.auterity.connector.evidence;

import io.auterity.spi.Json;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What one run found of one operation.
 *
 * @param operation {@code resource.verb}
 * @param passed whether it answered and no test that failed had called it
 * @param grade that such a run gives, V1 to V5
 * @param witness before which it was run
 * @param digest of the file that was run, as {@link
 *     io.auterity.connector.file.ConnectorFile#digest} has it
 */
public record EvidenceEntry(
    String connector,
    String operation,
    boolean passed,
    String grade,
    String witness,
    LocalDate date,
    String digest) {

  public EvidenceEntry {
    Objects.requireNonNull(connector);
    Objects.requireNonNull(operation);
    Objects.requireNonNull(witness);
    Objects.requireNonNull(date);
    if (!grade.matches("V[1-5]") || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no evidence: %s of %s".formatted(grade, digest));
    }
  }

  static EvidenceEntry of(Json.Obj said) {
    return new EvidenceEntry(
        text(said, "connector"),
        text(said, "operation"),
        Json.of(true).equals(said.get("passed")),
        text(said, "grade"),
        text(said, "witness"),
        LocalDate.parse(text(said, "date")),
        text(said, "digest"));
  }

  Json.Obj json() {
    return Json.EMPTY
        .with("connector", Json.of(connector))
        .with("operation", Json.of(operation))
        .with("passed", Json.of(passed))
        .with("grade", Json.of(grade))
        .with("witness", Json.of(witness))
        .with("date", Json.of(date.toString()))
        .with("digest", Json.of(digest));
  }

  private static String text(Json.Obj said, String field) {
    return Objects.requireNonNull(said.text(field), field);
  }
}
