package io.auterity.insight.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.road.ShadowAnswer.Label;
import io.auterity.relay.road.ShadowAnswer.Said;
import io.auterity.relay.road.ShadowAnswer.Words;
import io.auterity.spi.ai.Part;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerAgreementTest {

  @Test
  void classesAreTheSameOrNot() {
    assertThat(agrees(new Label("a"), new Label("a"))).isTrue();
    assertThat(agrees(new Label("a"), new Label("b"))).isFalse();
  }

  @Test
  void whatCannotBeComparedIsNot() {
    assertThat(AnswerAgreement.of(null, words("a"))).isNull();
    assertThat(AnswerAgreement.of(new Label("a"), words("a"))).isNull();
  }

  @Test
  void wordsAreComparedByTheirLength() {
    assertThat(score(words("0123456789"), words("01234567"))).isEqualTo(0.8);
    assertThat(score(words("01234567"), words(" 0123456789\n"))).isEqualTo(0.8);
    assertThat(agrees(words("0123456789"), words("0123"))).isFalse();
    assertThat(score(words(""), words(" "))).isEqualTo(1);
  }

  @Test
  void aRefusalAgreesWithRefusalsOnly() {
    Words refused = new Words("", List.of(), true);

    assertThat(agrees(refused, words("yes"))).isFalse();
    assertThat(agrees(words(""), refused)).isFalse();
    assertThat(agrees(refused, new Words("no", List.of(), true))).isTrue();
  }

  @Test
  void jsonAgreesByItsFields() {
    assertThat(agrees(words("{\"a\":1,\"b\":2}"), words("{ \"b\": 9, \"a\": 8 }"))).isTrue();
    assertThat(agrees(words("{\"a\":1}"), words("{\"b\":1}"))).isFalse();
    assertThat(agrees(words("{\"a\":1}"), words("a is 1, as"))).isFalse();
    assertThat(agrees(words("{broken"), words("{brokem"))).isTrue();
  }

  @Test
  void toolsAgreeByWhatTheyAreAskedFor() {
    Words one = new Words("", List.of(new Part.ToolCall("1", "find", "{\"q\": \"x\"}")), false);
    Words same = new Words("ok", List.of(new Part.ToolCall("2", "find", "{\"q\":\"x\"}")), false);
    Words other = new Words("", List.of(new Part.ToolCall("1", "find", "{\"q\":\"y\"}")), false);

    assertThat(agrees(one, same)).isTrue();
    assertThat(agrees(one, other)).isFalse();
    assertThat(agrees(one, words("no tool"))).isFalse();
  }

  private static Words words(String text) {
    return new Words(text, List.of(), false);
  }

  private static boolean agrees(@Nullable Said one, @Nullable Said other) {
    return Objects.requireNonNull(AnswerAgreement.of(one, other)).agrees();
  }

  private static double score(Said one, Said other) {
    return Objects.requireNonNull(AnswerAgreement.of(one, other)).score();
  }
}
