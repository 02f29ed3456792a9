package io.auterity.relay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputQuotesTest {

  private static final Json.Obj INPUT =
      Json.EMPTY
          .with("model", Json.of("gpt-4o-mini"))
          .with(
              "messages",
              Json.array(
                  List.of(
                      Json.EMPTY
                          .with("role", Json.of("user"))
                          .with("text", Json.of("My name is Ann Smith, born in 1980")),
                      Json.EMPTY.with("text", Json.of("My name is Ann Miller")))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing of it                        | nothing of it",
        "messages[0] must not say 'Ann Smith' | messages[0] must not say '…'",
        "the model gpt-4o-mini is not there   | the model gpt-4o-mini is not there",
        "Ann Smi                              | Ann Smi",
        "Ann Smit                             | …",
        "My name is Ann Miller, My name is X  | …, …X",
        "My name is Ann Smith, born in 1980   | …",
      })
  void leavesOutWhatTheInputSays(String said, String kept) {
    assertThat(message(said, INPUT)).isEqualTo(kept);
  }

  @Property(tries = 300)
  void nothingOfEightCharactersIsLeft(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 60) String text,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 60) String said) {
    String kept = message(said, Json.EMPTY.with("text", Json.of(text)));

    for (int at = 0; at + 8 <= kept.length(); at++) {
      assertThat(text).doesNotContain(kept.substring(at, at + 8));
    }
    for (String rest : kept.split("…", -1)) {
      assertThat(said).contains(rest);
    }
  }

  private static String message(String said, Json.Obj input) {
    Decision failed = SampleDecision.failed(Failure.of(FailureCode.INVALID, said));
    Decision kept = InputQuotes.hidden(failed, input, "gpt-4o-mini");
    String message = Objects.requireNonNull(kept.result().failure()).message();
    assertThat(Objects.requireNonNull(kept.attempts().getFirst().failure()).message())
        .isEqualTo(message);
    return message;
  }
}
