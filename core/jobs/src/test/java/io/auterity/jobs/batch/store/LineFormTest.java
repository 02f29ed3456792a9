package io.auterity.jobs.batch.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Lines as they lie in databases out there. */
class LineFormTest {

  private static final String QUESTION = "0100026331" + "7b7d";
  private static final String ANSWER = "0100026331" + "00c8" + "0005" + "6465635f31" + "7b7d";

  private static final String LOSSY_ANSWER =
      "0200026331" + "00c8" + "0005" + "6465635f31" + "0004" + "75736572" + "7b7d";

  @Test
  void aKeptQuestionIsStillRead() {
    BatchLine line = LineForm.question(7, 2, HexFormat.of().parseHex(QUESTION));

    assertThat(line.number()).isEqualTo(7);
    assertThat(line.attempts()).isEqualTo(2);
    assertThat(line.customId()).isEqualTo("c1");
    assertThat(new String(line.body(), UTF_8)).isEqualTo("{}");
    assertThat(HexFormat.of().formatHex(LineForm.question(line))).isEqualTo(QUESTION);
  }

  @Test
  void aKeptAnswerIsStillRead() {
    LineEnd end = LineForm.end(7, LineState.FAILED, HexFormat.of().parseHex(ANSWER));

    LineAnswer answer = Objects.requireNonNull(end.answer());
    assertThat(end.customId()).isEqualTo("c1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.request()).isEqualTo("dec_1");
    assertThat(answer.lossy()).isEmpty();
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
    assertThat(HexFormat.of().formatHex(LineForm.answer(end, answer))).isEqualTo(ANSWER);
  }

  @Test
  void aKeptAnswerThatLostSomethingIsStillRead() {
    LineEnd end = LineForm.end(7, LineState.SUCCEEDED, HexFormat.of().parseHex(LOSSY_ANSWER));

    LineAnswer answer = Objects.requireNonNull(end.answer());
    assertThat(answer.request()).isEqualTo("dec_1");
    assertThat(answer.lossy()).isEqualTo("user");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
    assertThat(HexFormat.of().formatHex(LineForm.answer(end, answer))).isEqualTo(LOSSY_ANSWER);
  }

  @Test
  void aLineThatWasNotAskedKeepsItsQuestion() {
    LineEnd end = LineForm.end(7, LineState.EXPIRED, HexFormat.of().parseHex(QUESTION));

    assertThat(end).isEqualTo(new LineEnd(7, "c1", LineState.EXPIRED, null));
  }

  @Test
  void aFormOfANewerVersionIsRefused() {
    assertThatThrownBy(() -> LineForm.question(1, 0, HexFormat.of().parseHex("02")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("in form 2");
  }
}
