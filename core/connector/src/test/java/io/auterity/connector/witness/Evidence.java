package io.auterity.connector.witness;

import io.auterity.connector.VendorFiles;
import io.auterity.connector.evidence.EvidenceEntry;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.witness.EvidenceRun.Witnessed;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What runs before real servers, and tests of what vendors wrote, leave behind: the product's
 * evidence, and the page of it.
 */
public final class Evidence {

  static final String PAGE = "docs/reference/evidence.md";

  private static final int DIGEST = 16;
  private static final Map<String, String> DIGESTS = read();
  private static final String HEAD =
      """
      # Evidence of connector files

      Written by runs and tests, never by hand, with the data that servers read (`evidence.json` of core/connector): `./auterity verify --witnesses` writes what real servers and emulators showed (V1, V2), `./auterity generate` what tests found in what vendors wrote (V3 to V5), and `verify` compares that.

      | grade | an operation has it when |
      |---|---|
      | V1 | it answered in the contract suite of its kind before a real server, and no test that failed had called it |
      | V2 | the same before an emulator that others than the vendor wrote |
      | V3 | it became a record from replies alone that the vendor's server once sent |
      | V4 | it was called and answered, and each request of each such call is one of the vendor's own description: its place, names and values of its query, its body |
      | V5 | it became a record from replies alone that the vendor shows as examples, or that others keep as data of their tests (the witness names them) |
      | V0 | none of these holds |

      Each operation stands here with the strongest that holds for its file as it is. *failed*: a run of it did; *stale*: the file has changed by at least a byte since, so nothing is known of it as it is. Both are V0, and what is V0 is refused until its provider says `unverified: true`.

      | connector | operation | grade | result | witness | date | digest of the file that was tested |
      |---|---|---|---|---|---|---|
      """;
  private static final String UNPROVEN =
      """

      ## Not proven
      What these files have besides is V0.

      | connector | why | operations |
      |---|---|---|
      """;

  private Evidence() {}

  /** The page of what was found of the product's files. */
  static String page(ShippedEvidence evidence) {
    Map<String, String> digests = digests();
    return table(evidence, digests) + new Unproven(evidence, digests).rows(UNPROVEN);
  }

  /**
   * What was found, a line for each operation.
   *
   * @param digests of the files as they are, by connector
   */
  static String table(ShippedEvidence evidence, Map<String, String> digests) {
    return evidence.entries().stream()
        .collect(
            Collectors.groupingBy(
                each -> each.connector() + " " + each.operation(),
                LinkedHashMap::new,
                Collectors.toList()))
        .values()
        .stream()
        .map(runs -> row(runs, evidence, digests.getOrDefault(runs.getFirst().connector(), "")))
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String row(List<EvidenceEntry> runs, ShippedEvidence evidence, String digest) {
    EvidenceEntry first = runs.getFirst();
    OperationEvidence counts = evidence.of(first.connector(), first.operation(), digest);
    EvidenceEntry run =
        runs.stream()
            .filter(each -> each.witness().equals(counts.witness()))
            .findFirst()
            .orElse(first);
    return "| `%s` | %s | %s | %s | %s | %s | `%s` |"
        .formatted(
            run.connector(),
            run.operation(),
            counts.grade(),
            counts.result().wire(),
            run.witness(),
            run.date(),
            run.digest().substring(0, DIGEST));
  }

  /** The digests of the files as they are, by the connectors that they bring. */
  public static Map<String, String> digests() {
    return DIGESTS;
  }

  private static Map<String, String> read() {
    Map<String, String> digests = new HashMap<>();
    VendorFiles.all()
        .forEach(
            file ->
                file.connectors()
                    .keySet()
                    .forEach(connector -> digests.put(connector, file.digest())));
    return Map.copyOf(digests);
  }

  /**
   * Replaces what that witness told of a connector.
   *
   * @param proven by operation, whether it is
   */
  static void write(Witnessed of, SortedMap<String, Boolean> proven) {
    String digest = Objects.requireNonNull(digests().get(of.connector()), of.connector());
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ShippedEvidence all =
        kept()
            .with(
                of.connector(),
                of.server(),
                proven.entrySet().stream()
                    .map(
                        each ->
                            new EvidenceEntry(
                                of.connector(),
                                each.getKey(),
                                each.getValue(),
                                of.grade(),
                                of.server(),
                                today,
                                digest,
                                null))
                    .toList());
    keep(all);
    try {
      Files.write(Repository.root().resolve(PAGE), page(all).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The evidence as the sources have it. */
  public static ShippedEvidence kept() {
    try {
      return ShippedEvidence.of(Files.readAllBytes(data()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the evidence to the sources. */
  public static void keep(ShippedEvidence all) {
    try {
      Files.write(data(), all.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path data() {
    return Repository.root().resolve(ShippedEvidence.SOURCE);
  }
}
