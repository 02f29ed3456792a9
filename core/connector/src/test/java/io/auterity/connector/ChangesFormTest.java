package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.file.BadConnectorException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream of changes must say, and may not. */
class ChangesFormTest {

  private static final String TEXT =
      new String(Objects.requireNonNull(VendorFiles.text("firestore")), UTF_8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          , asOf: "${seen.at}"     | ''                            | stream.asOf  | is not said
          key: "${it.name}",       | ''                            | stream.key   | is not said
          cut: changes             | cut: items                    | stream.mark  | belongs to changes alone
          items: "${seen.list}",   | ''                            | stream       | needs 'items'
          every: 5                 | every: 5, at: page            | stream.at    | has no meaning for changes
          every: 5                 | every: 5, until: "${true}"    | stream.until | has no meaning for changes
          every: 5}                | every: 5}§        where: ${true} | where     | has no meaning for changes
          """)
  void whatAStreamOfChangesLacksOrHasTooMuchIsRefused(
      String part, String instead, String place, String rule) {
    assertThat(TEXT).contains(part);
    String wrong = TEXT.replace(part, instead.replace('§', '\n'));

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> VendorFiles.checked("firestore", wrong.getBytes(UTF_8)))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.path()).endsWith(place);
                          assertThat(problem.rule()).startsWith(rule);
                        }));
  }
}
