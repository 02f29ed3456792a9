package io.auterity.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.testkit.contract.Failures;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text that names a place is taken apart in one way, or names none. */
class IdPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {key}                    | PROJ-7            | {"key":"PROJ-7"}
          {key}                    | a/b#c             | {"key":"a/b#c"}
          {owner}/{repo}           | octo/hello        | {"owner":"octo","repo":"hello"}
          {owner}/{repo}#{number}  | octo/he.l-lo#7    | {"owner":"octo","repo":"he.l-lo","number":"7"}
          board-{id}               | board-3           | {"id":"3"}
          {a}.{b}^{c}              | x.y^z             | {"a":"x","b":"y","c":"z"}
          {a}]{b}                  | x]y               | {"a":"x","b":"y"}
          """)
  void aTextIsTakenApart(String pattern, String id, String parts) {
    assertThat(new IdPattern("thing", pattern).apart(id)).hasToString(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {owner}/{repo}           | octo
          {owner}/{repo}           | octo/
          {owner}/{repo}           | /hello
          {owner}/{repo}           | octo/hello/more
          {owner}/{repo}#{number}  | octo/hello
          {owner}/{repo}#{number}  | octo/hello#7#8
          board-{id}               | bord-3
          {a}.{b}                  | axb
          """)
  void aTextOfAnotherFormNamesNothing(String pattern, String id) {
    Failure failure =
        Failures.expect(FailureCode.NOT_FOUND, () -> new IdPattern("thing", pattern).apart(id));

    assertThat(failure.message())
        .isEqualTo("there is no thing '%s'; its id looks like %s".formatted(id, pattern));
  }

  @Test
  void anEmptyTextNamesNothing() {
    Failures.expect(FailureCode.NOT_FOUND, () -> new IdPattern("thing", "{key}").apart(""));
  }

  @Property(tries = 200)
  void partsThatArePutTogetherComeApartAgain(
      @ForAll @NotEmpty @AlphaChars String owner,
      @ForAll @NotEmpty @AlphaChars @NumericChars String repo,
      @ForAll @NotEmpty @NumericChars String number) {
    Json.Obj parts =
        new IdPattern("issue", "{owner}/{repo}#{number}").apart(owner + "/" + repo + "#" + number);

    assertThat(parts)
        .isEqualTo(
            Json.EMPTY
                .with("owner", Json.of(owner))
                .with("repo", Json.of(repo))
                .with("number", Json.of(number)));
  }
}
