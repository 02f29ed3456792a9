package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          <h2>Head</h2><p>Text</p>                    | ## Head\\n\\nText
          <a class="x" href="https://a.example">x</a> | [x](https://a.example)
          <a HREF='/a'>x</a>                          | [x](/a)
          a<br>b                                      | a\\\\nb
          a<br/>b                                     | a\\\\nb
          a<hr>b                                      | a\\n\\n---\\n\\nb
          <B>a</B> <i>b</i> <code>c</code>            | **a** *b* `c`
          <ul><li>a</li><li>b</li></ul>               | - a\\n- b
          <div><span>a</span></div>                   | a
          a<!-- b -->c                                | ac
          a<script>alert("b")</script>c               | ac
          a<STYLE type="x">p {}</STYLE >c             | ac
          &lt;b&gt; &quot;x&quot; &apos;              | <b> "x" '
          &#65;&#x42;&#x1F600;                        | AB😀
          &#0;&#xFFFFFF;&#xzz;                        | &#xzz;
          &unknown; & &amp;                           | &unknown; & &
          1 < 2 > 1                                   | 1 < 2 > 1
          """)
  void htmlIsReadAsFarAsMarkdownHasForms(String html, String markdown) {
    assertThat(HtmlText.read(html)).isEqualTo(markdown.replace("\\n", "\n"));
  }

  @Test
  void paragraphsOfMarkdownComeBack() {
    String markdown = "# Head\n\nA **bold** [link](/a)\n\n- one\n- two";

    assertThat(HtmlText.read(HtmlText.write(markdown))).isEqualTo(markdown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<!--", "<script>", "<script ", "<a", "<a href=", "&nbsp;", "<", "<p>", "&#1"})
  @Timeout(10)
  void textThatIsMeantToTakeLongDoesNot(String part) {
    assertThat(HtmlText.read(part.repeat(1_000_000 / part.length()))).isNotNull();
  }

  @Test
  void whatHasNoEndIsText() {
    assertThat(HtmlText.read("a<!-- b <!-- c<style>x</style>d")).isEqualTo("a<!-- b <!-- cd");
  }

  @Property(tries = 300)
  void anyTextIsRead(@ForAll String html) {
    assertThat(HtmlText.read(html)).doesNotContain("\n\n\n");
  }
}
