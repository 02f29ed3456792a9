package io.auterity.connector.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.witness.Evidence.Row;
import io.auterity.platform.reference.GeneratedFile;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of evidence says no more of a file than was proven of it as it is. */
class EvidenceTest {

  private static final Row PROVEN =
      new Row("forge", "issue.get", "V1", "Forge 1.0", "2026-01-31", "0123456789abcdef");
  private static final Row DOUBTED =
      new Row("forge", "issue.list", "V0", "Forge 1.0", "2026-01-31", "0123456789abcdef");

  @Test
  void aPageIsReadAsItWasWritten() {
    String page = Evidence.page(Stream.of(DOUBTED, PROVEN), Map.of("forge", PROVEN.digest()));

    assertThat(Evidence.rows(page)).containsExactly(PROVEN, DOUBTED);
  }

  @Test
  void whatWasProvenOfAFileThatHasChangedIsProvenNoMore() {
    String page = Evidence.page(Stream.of(PROVEN), Map.of("forge", "fedcba9876543210"));

    assertThat(Evidence.rows(page))
        .containsExactly(
            new Row("forge", "issue.get", "V0", "Forge 1.0", "2026-01-31", "0123456789abcdef"));
  }

  @Test
  void ofAConnectorThatIsGoneNothingIsProven() {
    assertThat(Evidence.rows(Evidence.page(Stream.of(PROVEN), Map.of())))
        .extracting(Row::grade)
        .containsExactly(Evidence.UNPROVEN);
  }

  // To have the grades back, run ./auterity verify --witnesses.
  @Test
  void thePageCountsForTheFilesAsTheyAre() throws IOException {
    GeneratedFile.check(
        Evidence.PAGE, Evidence.page(Evidence.rows(Evidence.text()).stream(), Evidence.digests()));
  }
}
