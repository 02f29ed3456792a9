package io.auterity.connector.evidence;

import io.auterity.spi.Json;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that one run found of one operation.
 *
 * @param operation {@code resource.verb}
 * @param passed whether it answered and no test that failed had called it
 * @param grade that such a run gives, V1 to V5
 * @param witness before which it was run
 * @param digest of the file that was run, as {@link
 *     io.auterity.connector.file.ConnectorFile#digest} has it
 * @param tests of this repository that found it in what the vendor wrote; null of a run before a
 *     server
 */
public record EvidenceEntry(
    String connector,
    String operation,
    boolean passed,
    String grade,
    String witness,
    LocalDate date,
    String digest,
    @Nullable String tests) {

  public EvidenceEntry {
    if (!grade.matches("V[1-5]") || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no evidence: %s of %s".formatted(grade, digest));
    }
  }

  /** The same of that day. */
  public EvidenceEntry on(LocalDate day) {
    return new EvidenceEntry(connector, operation, passed, grade, witness, day, digest, tests);
  }

  static EvidenceEntry of(Json.Obj said) {
    return new EvidenceEntry(
        text(said, "connector"),
        text(said, "operation"),
        Json.of(true).equals(said.get("passed")),
        text(said, "grade"),
        text(said, "witness"),
        LocalDate.parse(text(said, "date")),
        text(said, "digest"),
        said.text("tests"));
  }

  Json.Obj json() {
    Json.Obj json =
        Json.EMPTY
            .with("connector", Json.of(connector))
            .with("operation", Json.of(operation))
            .with("passed", Json.of(passed))
            .with("grade", Json.of(grade))
            .with("witness", Json.of(witness))
            .with("date", Json.of(date.toString()))
            .with("digest", Json.of(digest));
    return tests == null ? json : json.with("tests", Json.of(tests));
  }

  private static String text(Json.Obj said, String field) {
    return Objects.requireNonNull(said.text(field), field);
  }
}
