package io.auterity.platform.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-4, gpt-4, true",
    "gpt-4, gpt-4o, false",
    "gpt-*, gpt-4o, true",
    "*-mini, gpt-4o-mini, true",
    "a*b*c, aXbYbZc, true",
    "?*, x, true",
    "?*, '', false",
    "*, '', true",
    "a?c, ac, false",
  })
  void matchesWholeTexts(String pattern, String text, boolean expected) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
  }

  @Property
  void agreesWithARegularExpression(
      @ForAll @Chars({'*', '?', 'a', 'b'}) @StringLength(max = 6) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 6) String text) {
    String regex = pattern.replace("?", ".").replace("*", ".*");

    assertThat(new Glob(pattern).matches(text)).isEqualTo(Pattern.matches(regex, text));
  }
}
