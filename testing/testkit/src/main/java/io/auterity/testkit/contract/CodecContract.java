package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Codec} must do.
 *
 * @param <I> input record
 * @param <O> output record
 */
public abstract class CodecContract<I, O> {

  protected abstract Codec<I, O> codec();

  /** An input that can be encoded. */
  protected abstract I input();

  /** Replies of status 2xx that the vendor really sent. */
  protected abstract List<WireResponse> recorded();

  @Test
  void encodesTheSameInputToTheSameBytes() {
    assertThat(codec().encode(input()).body()).isEqualTo(codec().encode(input()).body());
    assertThat(codec().encode(input()).uri().isAbsolute()).isTrue();
  }

  @Test
  void carriesNoCredential() {
    assertThat(codec().encode(input()).headers()).doesNotContainKeys("authorization", "cookie");
  }

  @Test
  void decodesEveryRecordedReply() {
    assertThat(recorded()).isNotEmpty();
    for (WireResponse reply : recorded()) {
      assertThatCode(() -> codec().decode(reply)).doesNotThrowAnyException();
    }
  }

  @Test
  void failsOrAnswersButNeverStumblesOverNonsense() {
    for (String body : RefusedReplies.NONSENSE) {
      Throwable thrown =
          Assertions.catchThrowable(() -> codec().decode(RefusedReplies.reply(200, body)));
      assertThat(thrown)
          .as(body)
          .satisfiesAnyOf(
              t -> assertThat(t).isNull(),
              t -> assertThat(t).isInstanceOf(CallFailedException.class));
    }
  }

  @Test
  void namesAFailureForEveryRefusal() {
    for (WireResponse reply : RefusedReplies.all()) {
      assertThat(codec().failure(reply).message()).contains(Integer.toString(reply.status()));
    }
  }
}
