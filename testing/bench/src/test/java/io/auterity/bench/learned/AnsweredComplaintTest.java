package io.auterity.bench.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsweredComplaintTest {

  private static final PricedModel MODEL = new PricedModel("m", "m_prediction", "time-m", 3, 15);

  @TempDir Path folder;

  @Test
  void readsQuotedCellsAndColumnsInAnyOrder() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(
        file,
        """
        id,narrative,product,time-m,m_prediction
        1,"He said ""no"", twice
        over",cards,0.5,loans
        2,plain,loans,1.25,loans
        """);

    assertThat(AnsweredComplaint.read(file, List.of(MODEL)))
        .containsExactly(
            new AnsweredComplaint(
                "He said \"no\", twice\nover", "cards", List.of("loans"), List.of(.5)),
            new AnsweredComplaint("plain", "loans", List.of("loans"), List.of(1.25)));
  }

  @Test
  void namesTheColumnThatIsMissing() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "id,narrative,product,time-m\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnsweredComplaint.read(file, List.of(MODEL)))
        .withMessageContaining("no column m_prediction");
  }

  @Test
  void aQuestionCostsItsTokensBothWays() {
    // Ten and two tokens.
    assertThat(MODEL.cost("x".repeat(40), "loans")).isCloseTo(10 * 3e-6 + 2 * 15e-6, within(1e-12));
  }

  @Test
  void everyRecordedModelHasItsPrice() {
    assertThat(PricedModel.all()).hasSize(14).allMatch(model -> model.output() > model.input());
  }
}
