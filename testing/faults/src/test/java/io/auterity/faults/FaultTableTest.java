package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.reference.GeneratedFile;
import io.auterity.spi.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault at each vendor, plain and streamed, and the page that tells of them. */
class FaultTableTest {

  private static final String HEAD =
      """
      # What happens when a vendor fails

      A route names two providers, `first` and `second`; the first has the fault, the second has none, and nothing is repeated (`retry: {attempts: 0}`). What is told here is what
      the tests see of the connectors of OpenAI, Anthropic, Cohere, Bedrock, Gemini and Ollama, which behave alike; the last two refuse content in an answer only. *Billed* is what the attempt at `first` cost: what the vendor told, an estimate from what was
      sent and seen where it did not come to tell it, or nothing. *Learnt* is what the breaker of `first` did. A plain answer has no parts, so the two faults that need one
      arise in streams only.

      | fault | plain: who answered | what the caller saw | billed | learnt | streamed: who answered | what the caller saw | billed | learnt |
      |---|---|---|---|---|---|---|---|---|
      """;

  static List<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      for (Fault fault : faults(dialect)) {
        FaultTable.Row row = FaultTable.of(fault);
        for (boolean written : new boolean[] {false, true}) {
          if (row.plain() != null) {
            rows.add(Arguments.of(dialect, false, written, fault));
          }
          rows.add(Arguments.of(dialect, true, written, fault));
        }
      }
    }
    return rows;
  }

  private static Set<Fault> faults(Dialect dialect) {
    return dialect.refusesContent()
        ? EnumSet.allOf(Fault.class)
        : EnumSet.complementOf(EnumSet.of(Fault.CONTENT, Fault.CONTENT_NAMED));
  }

  @ParameterizedTest(name = "{0} streamed {1} as written {2} {3}")
  @MethodSource("rows")
  void comesOfItWhatTheTableSays(Dialect dialect, boolean streamed, boolean written, Fault fault)
      throws IOException {
    FaultyCall.Effects effects = new FaultyCall(dialect, streamed, written, fault).effects();

    assertThat(effects.inWords()).isEqualTo(FaultTable.of(fault).of(streamed));
    assertThat(message(effects)).doesNotContain("interrupted");
    assertThat(effects.passed())
        .isEqualTo(written && dialect.passes() && effects.saw().equals(FaultyCall.WHOLE));
  }

  @Test
  @Tag("generated")
  void thePageIsThatOfTheTable() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (Fault fault : Fault.values()) {
      FaultTable.Row row = FaultTable.of(fault);
      page.append(
          "| %s |%s%s\n".formatted(fault.words(), cells(row.plain()), cells(row.streamed())));
    }

    GeneratedFile.check("docs/reference/failover.md", page.toString());
  }

  private static String cells(FaultTable.@Nullable Expected expected) {
    return expected == null
        ? " — | — | — | — |"
        : " %s | %s | %s | %s |"
            .formatted(
                expected.answered().replaceAll("(first|second)", "`$1`"),
                expected.saw(),
                expected.billed(),
                expected.learnt());
  }

  private static String message(FaultyCall.Effects effects) {
    Failure failure = effects.attempt().failure();
    return failure == null ? "" : failure.message();
  }
}
