package io.auterity.connector.evidence;

import io.auterity.platform.json.JsonReader;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.provider.plugin.OperationEvidence.Result;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shipped evidence of connector files: all that runs have found of them. It is part of the
 * product, written by the runs alone ({@code ./auterity verify --witnesses} before servers, {@code
 * ./auterity generate} by what vendors wrote): nothing that an installation holds can state a
 * grade.
 */
public final class ShippedEvidence {

  /** Where it lies in the sources. */
  public static final String SOURCE =
      "core/connector/src/main/resources/io/auterity/connector/evidence/evidence.json";

  private static final int LONGEST_TEXT = 1_000;
  private static final ShippedEvidence SHIPPED = read();

  private final List<EvidenceEntry> entries;
  private final Map<Operation, List<EvidenceEntry>> found;

  private record Operation(String connector, String name) {}

  /** Of these entries. */
  public ShippedEvidence(List<EvidenceEntry> entries) {
    this.entries =
        entries.stream()
            .sorted(
                Comparator.comparing(EvidenceEntry::connector)
                    .thenComparing(EvidenceEntry::operation)
                    .thenComparing(EvidenceEntry::witness)
                    .thenComparing(entry -> Objects.requireNonNullElse(entry.tests(), "")))
            .toList();
    this.found =
        new HashMap<>(
            this.entries.stream()
                .collect(
                    Collectors.groupingBy(
                        entry -> new Operation(entry.connector(), entry.operation()))));
  }

  /** That of this version of the product. */
  public static ShippedEvidence shipped() {
    return SHIPPED;
  }

  private static ShippedEvidence read() {
    try (InputStream in = ShippedEvidence.class.getResourceAsStream("evidence.json")) {
      return of(Objects.requireNonNull(in, "evidence.json").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of a text as {@link #text} writes it. */
  public static ShippedEvidence of(byte[] text) {
    Json read = new JsonReader(LONGEST_TEXT).read(text);
    return read instanceof Json.Arr(List<Json> items)
        ? new ShippedEvidence(
            items.stream().map(item -> EvidenceEntry.of((Json.Obj) item)).toList())
        : new ShippedEvidence(List.of());
  }

  /** An entry a line, in the order of connectors and operations. */
  public byte[] text() {
    return entries.stream()
        .map(entry -> entry.json().toString())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** In the order of connectors and operations. */
  public List<EvidenceEntry> entries() {
    return entries;
  }

  /**
   * With what a run found of a connector in place of what that witness told before.
   *
   * @param run all of one connector and one witness
   */
  public ShippedEvidence with(String connector, String witness, List<EvidenceEntry> run) {
    List<EvidenceEntry> all =
        entries.stream()
            .filter(one -> !one.connector().equals(connector) || !one.witness().equals(witness))
            .collect(Collectors.toList());
    all.addAll(run);
    return new ShippedEvidence(all);
  }

  /**
   * With what those tests found in place of what they told before.
   *
   * @param found all of theirs
   */
  public ShippedEvidence withTests(String tests, List<EvidenceEntry> found) {
    List<EvidenceEntry> all =
        entries.stream().filter(one -> !tests.equals(one.tests())).collect(Collectors.toList());
    all.addAll(found);
    return new ShippedEvidence(all);
  }

  /**
   * What counts for an operation of a file with these bytes. A run of it that failed weighs more
   * than any that passed, and runs of other bytes prove nothing.
   *
   * @param digest of the file as it is
   */
  public OperationEvidence of(String connector, String operation, String digest) {
    List<EvidenceEntry> runs = found.getOrDefault(new Operation(connector, operation), List.of());
    return runs.stream()
        .filter(run -> run.digest().equals(digest))
        .min(Comparator.comparing(EvidenceEntry::passed).thenComparing(EvidenceEntry::grade))
        .map(ShippedEvidence::counting)
        .orElseGet(
            () ->
                runs.stream()
                    .max(Comparator.comparing(EvidenceEntry::date))
                    .map(run -> unproven(run, Result.STALE))
                    .orElse(OperationEvidence.NONE));
  }

  private static OperationEvidence counting(EvidenceEntry run) {
    return run.passed()
        ? new OperationEvidence(run.grade(), Result.PROVEN, run.witness(), run.date())
        : unproven(run, Result.FAILED);
  }

  private static OperationEvidence unproven(EvidenceEntry run, Result result) {
    return new OperationEvidence(OperationEvidence.UNPROVEN, result, run.witness(), run.date());
  }
}
