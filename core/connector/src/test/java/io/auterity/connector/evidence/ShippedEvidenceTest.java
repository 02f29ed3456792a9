package io.auterity.connector.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.provider.plugin.OperationEvidence.Result;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedEvidenceTest {

  private static final String NOW = "a".repeat(64);
  private static final String BEFORE = "b".repeat(64);
  private static final String GET = "issue.get";

  private static EvidenceEntry run(boolean passed, String grade, String witness, String digest) {
    LocalDate day = LocalDate.of(2026, 1, digest.equals(NOW) ? 2 : 1);
    return new EvidenceEntry("forge", GET, passed, grade, witness, day, digest, null);
  }

  private static OperationEvidence of(EvidenceEntry... runs) {
    return new ShippedEvidence(List.of(runs)).of("forge", GET, NOW);
  }

  @Test
  void aRunOfTheSameBytesProves() {
    assertThat(of(run(true, "V1", "Forge 1.0", NOW)))
        .isEqualTo(
            new OperationEvidence("V1", Result.PROVEN, "Forge 1.0", LocalDate.of(2026, 1, 2)));
  }

  @Test
  void theBestOfSeveralRunsCounts() {
    assertThat(of(run(true, "V3", "recorded", NOW), run(true, "V2", "emulator", NOW)).grade())
        .isEqualTo("V2");
  }

  @Test
  void aRunThatFailedOutweighsThoseThatPassed() {
    OperationEvidence found =
        of(run(true, "V1", "Forge 1.0", NOW), run(false, "V2", "emulator", NOW));

    assertThat(found.unproven()).isTrue();
    assertThat(found.result()).isEqualTo(Result.FAILED);
  }

  @Test
  void aRunOfOtherBytesProvesNothingAndIsToldAsThat() {
    OperationEvidence found = of(run(true, "V1", "Forge 1.0", BEFORE));

    assertThat(found.grade()).isEqualTo("V0");
    assertThat(found.result()).isEqualTo(Result.STALE);
    assertThat(found.witness()).isEqualTo("Forge 1.0");
  }

  @Test
  void aFailureOfOtherBytesDoesNotDoubtThese() {
    assertThat(of(run(false, "V1", "Forge 1.0", BEFORE), run(true, "V2", "emulator", NOW)).grade())
        .isEqualTo("V2");
  }

  @Test
  void ofWhatWasNeverRunNothingIsKnown() {
    assertThat(of()).isEqualTo(OperationEvidence.NONE);
  }

  @Test
  void aRunTakesThePlaceOfThatWitnessAlone() {
    ShippedEvidence before =
        new ShippedEvidence(
            List.of(run(true, "V1", "Forge 1.0", BEFORE), run(true, "V2", "emulator", BEFORE)));

    ShippedEvidence after =
        before.with("forge", "Forge 1.0", List.of(run(true, "V1", "Forge 1.0", NOW)));

    assertThat(after.entries())
        .extracting(EvidenceEntry::witness, EvidenceEntry::digest)
        .containsExactly(tuple("Forge 1.0", NOW), tuple("emulator", BEFORE));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    ShippedEvidence some = new ShippedEvidence(List.of(run(true, "V1", "Forge \"1.0\"", NOW)));

    assertThat(ShippedEvidence.of(some.text()).entries()).isEqualTo(some.entries());
  }

  @Test
  void aGradeOfNothingIsNoEvidence() {
    assertThatIllegalArgumentException().isThrownBy(() -> run(true, "V0", "nobody", NOW));
  }
}
