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
  void aTimeThatIsNotToldCountsAsTheSlowest() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(
        file,
        """
        product,narrative,m_prediction,time-m
        a,one,a,0.5
        a,two,,2.5
        a,three,b,
        b,four,b,nan
        b,"five ""x""\n",b,-1
        """);

    assertThat(AnsweredComplaint.read(file, List.of(MODEL)))
        .extracting(row -> row.seconds().getFirst())
        .containsExactly(.5, 2.5, 2.5, 2.5, 2.5);
    assertThat(AnsweredComplaint.read(file, List.of(MODEL)).get(1).answers()).containsExactly("");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    refused("", "the file is empty");
    refused("product,narrative,m_prediction,time-m\n", "has no rows");
    refused("product,narrative,m_prediction,time-m\na,b,c\n", "line 2 has 3 cells");
    refused("product,narrative,m_prediction,time-m\n,b,c,1\n", "line 2 has no product");
    refused("product,text,m_prediction,time-m\na,b,c,1\n", "no column narrative");
    refused("product,narrative,m_prediction,time-m\na,\"b,c,1\n", "in quotes that does not end");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnsweredComplaint.read(folder.resolve("none.csv"), List.of(MODEL)))
        .withMessageContaining("cannot read");
  }

  private void refused(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.csv"), text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnsweredComplaint.read(file, List.of(MODEL)))
        .withMessageContaining(why);
  }

  @Test
  void modelsThatAFileDoesNotHaveAreNotAsked() throws IOException {
    Path train =
        Files.writeString(
            folder.resolve("train.csv"),
            "narrative,product,gpt_4o_prediction,time-gpt-4o,gpt_4o_mini_prediction,time-gpt-4o-mini\n");
    Path test =
        Files.writeString(
            folder.resolve("test.csv"),
            "narrative,product,gpt_4o_mini_prediction,time-gpt-4o-mini,other_prediction\n");

    assertThat(LearnedBench.models(train, null)).hasSize(2);
    assertThat(LearnedBench.models(train, test))
        .extracting(PricedModel::answer)
        .containsExactly("gpt_4o_mini_prediction");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LearnedBench.models(
                    train, Files.writeString(folder.resolve("x.csv"), "narrative,product\n")))
        .withMessageContaining("no model's answers");
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
