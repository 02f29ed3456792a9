package io.auterity.connector.witness;

import io.auterity.connector.VendorFiles;
import io.auterity.connector.evidence.EvidenceEntry;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.witness.EvidenceRun.Witnessed;
import io.auterity.platform.plugin.OperationEvidence;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What runs before real servers leave behind: the product's evidence, and the page of it. */
final class Evidence {

  static final String PAGE = "docs/reference/evidence.md";

  private static final int DIGEST = 16;
  private static final String HEAD =
      """
      # Evidence of connector files

      Written by `./auterity verify --witnesses`, never by hand, with the data that servers read (`evidence.json` of core/connector).
      V1 is a real server, V2 an emulator that others than the vendor wrote. *proven*: it answered in the contract suite of its kind, and no test that failed had called it; *failed*: one had; *stale*: the file has changed by at least a byte since that run, so nothing is known of it as it is. What is failed, stale or not listed is V0.

      | connector | operation | grade | result | witness | date | digest of the file that was run |
      |---|---|---|---|---|---|---|
      """;

  private Evidence() {}

  /**
   * The page of what was found.
   *
   * @param digests of the files as they are, by connector
   */
  static String page(ShippedEvidence evidence, Map<String, String> digests) {
    return evidence.entries().stream()
        .map(entry -> row(entry, evidence, digests.getOrDefault(entry.connector(), "")))
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String row(EvidenceEntry run, ShippedEvidence evidence, String digest) {
    OperationEvidence counts = evidence.of(run.connector(), run.operation(), digest);
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
  static Map<String, String> digests() {
    Map<String, String> digests = new HashMap<>();
    VendorFiles.all()
        .forEach(
            file ->
                file.connectors()
                    .keySet()
                    .forEach(connector -> digests.put(connector, file.digest())));
    return digests;
  }

  /**
   * Replaces what that witness told of a connector.
   *
   * @param proven by operation, whether it is
   */
  static void write(Witnessed of, SortedMap<String, Boolean> proven) {
    Map<String, String> digests = digests();
    String digest = Objects.requireNonNull(digests.get(of.connector()), of.connector());
    LocalDate today = LocalDate.now(Clock.systemUTC());
    Path data = Repository.root().resolve(ShippedEvidence.SOURCE);
    try {
      ShippedEvidence all =
          ShippedEvidence.of(Files.readAllBytes(data))
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
                                  digest))
                      .toList());
      Files.write(data, all.text());
      Files.write(
          Repository.root().resolve(PAGE), page(all, digests).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
