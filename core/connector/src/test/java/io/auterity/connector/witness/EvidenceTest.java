package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.evidence.EvidenceEntry;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of evidence says no more of a file than was proven of it as it is. */
@Order(Integer.MAX_VALUE) // Of what the other classes have written.
class EvidenceTest {

  private static final String RUN = "0123456789abcdef".repeat(4);
  private static final ShippedEvidence EVIDENCE =
      new ShippedEvidence(List.of(entry("issue.list", false), entry("issue.get", true)));

  private static EvidenceEntry entry(String operation, boolean passed) {
    return new EvidenceEntry(
        "forge", operation, passed, "V1", "Forge 1.0", LocalDate.of(2026, 1, 31), RUN, null);
  }

  @Test
  void whatPassedAndWhatFailedAreToldApart() {
    assertThat(Evidence.table(EVIDENCE, Map.of("forge", RUN)).lines())
        .endsWith(
            "| `forge` | issue.get | V1 | proven | Forge 1.0 | 2026-01-31 | `0123456789abcdef` |",
            "| `forge` | issue.list | V0 | failed | Forge 1.0 | 2026-01-31 | `0123456789abcdef` |");
  }

  @Test
  void ofAFileThatHasChangedOrIsGoneNothingIsProven() {
    for (Map<String, String> digests :
        List.of(Map.of("forge", "fedcba9876543210".repeat(4)), Map.<String, String>of())) {
      assertThat(Evidence.table(EVIDENCE, digests).lines())
          .endsWith(
              "| `forge` | issue.get | V0 | stale | Forge 1.0 | 2026-01-31 | `0123456789abcdef` |",
              "| `forge` | issue.list | V0 | stale | Forge 1.0 | 2026-01-31 | `0123456789abcdef`"
                  + " |");
    }
  }

  // To have the grades of servers back, run ./auterity verify --witnesses.
  @Test
  @Tag("generated")
  void thePageCountsForTheFilesAsTheyAre() throws IOException {
    GeneratedFile.check(Evidence.PAGE, Evidence.page(Evidence.kept()));
  }

  @Test
  void theDataIsAsARunWritesIt() throws IOException {
    assertThat(Files.readAllBytes(Repository.root().resolve(ShippedEvidence.SOURCE)))
        .isEqualTo(Evidence.kept().text());
  }

  @Test
  void whatTestsFoundIsOfTheFilesAsTheyAre() {
    Map<String, String> digests = Evidence.digests();

    assertThat(Evidence.kept().entries())
        .filteredOn(each -> each.tests() != null)
        .as("a file has changed: write its evidence anew with ./auterity generate")
        .allSatisfy(each -> assertThat(each.digest()).isEqualTo(digests.get(each.connector())));
  }

  @Test
  void ofSeveralWitnessesTheStrongestStandsThere() {
    EvidenceEntry described =
        new EvidenceEntry(
            "forge", "issue.get", true, "V4", "a description", LocalDate.of(2026, 2, 1), RUN, "It");

    assertThat(
            Evidence.table(EVIDENCE.withTests("It", List.of(described)), Map.of("forge", RUN))
                .lines())
        .contains(
            "| `forge` | issue.get | V1 | proven | Forge 1.0 | 2026-01-31 | `0123456789abcdef` |")
        .noneMatch(line -> line.contains("a description"));
  }

  @Test
  void eachFileSaysWhyItsOtherOperationsAreNotProven() {
    assertThat(new Unproven(Evidence.kept(), Evidence.digests()).operations().keySet())
        .as("a line in Unproven.WHY for each, and for no other")
        .isEqualTo(Unproven.WHY.keySet());
  }
}
