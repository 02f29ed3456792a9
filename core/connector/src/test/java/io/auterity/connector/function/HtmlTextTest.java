package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

  private static final String MACRO =
      """
      <ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">java</ac:parameter>\
      <ac:plain-text-body><![CDATA[if (a < b) {

        // <p>no element</p> ``` ]] >
      }]]></ac:plain-text-body></ac:structured-macro>\
      """;
  private static final String TABLE =
      "<table data-layout=\"wide\"><tbody><tr><th><p>a</p></th><td"
          + " colspan=\"2\">b</td></tr></tbody></table>";
  private static final String MENTION =
      "<p>Ask <ac:link><ri:user ri:account-id=\"1\" /></ac:link> first</p>";
  private static final String PAGE =
      "<h1>Head</h1><p>Text</p>" + MACRO + "<ul><li><p>a</p></li></ul>" + MENTION + TABLE;

  private static String kept(String html) {
    return "````html kept\n" + html + "\n````";
  }

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
          <ol><li>a</li><li><p>b</p></li></ol>        | 1. a\\n2. b
          <ol start="3"><li>a<ul><li>b</li></ul></li></ol> | 3. a\\n   - b
          <pre><code class="language-sql">a *b*\\n\\n  c &lt; d</code></pre> | ```sql\\na *b*\\n\\n  c < d\\n```
          <pre>a\\n``` b</pre>                        | ````\\na\\n``` b\\n````
          <code>a ` b</code>                          | `` a ` b ``
          <blockquote><p>a</p><p>b</p></blockquote>   | > a\\n>\\n> b
          <p><img src="/a.png" alt="A"/></p>          | ![A](/a.png)
          <p>1. a</p>                                 | 1\\. a
          <p># a *b* _c_</p>                          | \\# a \\*b\\* \\_c\\_
          <p>a</p><p /><p local-id="7">b</p>          | a\\n\\nb
          <div><span>a</span></div>                   | a
          a<!-- b -->c                                | ac
          &lt;b&gt; &quot;x&quot; &apos;              | <b> "x" '
          &#65;&#x42;&#x1F600; &rarr; &eacute;        | AB😀 → é
          &unknown; & &amp;                           | &unknown; & &
          1 < 2 > 1                                   | 1 < 2 > 1
          """)
  void htmlIsReadAsFarAsMarkdownHasForms(String html, String markdown) {
    assertThat(HtmlText.read(html.replace("\\n", "\n"))).isEqualTo(markdown.replace("\\n", "\n"));
  }

  @Test
  void whatMarkdownCannotSayIsKeptAsItIs() {
    assertThat(HtmlText.read(PAGE))
        .isEqualTo(
            String.join(
                "\n\n",
                "# Head",
                "Text",
                kept(MACRO),
                "- a",
                kept(MENTION).replace("````", "```"),
                kept(TABLE).replace("````", "```")));
  }

  @Test
  void anEditedPageKeepsWhatMarkdownCannotSay() {
    String edited = HtmlText.read(PAGE).replace("Text", "*Other* text");

    assertThat(HtmlText.write(edited, PAGE))
        .contains("<p><em>Other</em> text</p>", MACRO, MENTION, TABLE, "<h1>Head</h1>");
  }

  @Test
  void aBlockThatIsNotThePagesOwnIsRefused() {
    String read = HtmlText.read(PAGE);
    List<String> others =
        List.of(
            "```html kept\n<script>x</script>\n```",
            read.replace("data-layout=\"wide\"", "data-layout=\"full\""),
            "> " + kept(TABLE).replace("\n", "\n> "));

    for (String markdown : others) {
      assertThatExceptionOfType(StaleBlockException.class)
          .isThrownBy(() -> HtmlText.write(markdown, PAGE))
          .withMessageContaining("read the page again");
    }
    assertThatExceptionOfType(StaleBlockException.class).isThrownBy(() -> HtmlText.write(read));
  }

  @Test
  void aSampleOfHtmlStaysASample() {
    String markdown = "```html\n" + TABLE + "\n```";

    assertThat(HtmlText.write(markdown, PAGE)).doesNotContain("<table").contains("&lt;table");
    assertThat(HtmlText.read(HtmlText.write(markdown))).isEqualTo(markdown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Head\n\nA **bold** [link](/a)\n\n- one\n- two",
        "1. one\n   - inner\n2. two",
        "```java\nint x = a < b ? 1 : 2;\n\n// *end*\n```",
        "> said\n> again\n\n---\n\nA `c` and ![p](/p.png)",
        "a\\\nb",
        "- a\n\n  b\n\n- c"
      })
  void markdownComesBack(String markdown) {
    String html = HtmlText.write(markdown);

    assertThat(HtmlText.read(html)).doesNotContain("kept");
    assertThat(HtmlReader.same(HtmlText.write(HtmlText.read(html)), html)).isTrue();
  }

  @Provide
  Arbitrary<String> markdown() {
    return Arbitraries.of(
            "a",
            "b c",
            " ",
            "*",
            "**",
            "_",
            "`",
            "```",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "# ",
            "> ",
            "    ",
            "[x](/y)",
            "![",
            "](",
            "<b>",
            "&amp;",
            "&",
            "\\",
            "---",
            "|",
            "~",
            "!",
            "html kept")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 1_000)
  void whatWasWrittenIsReadAndWrittenAgainTheSame(@ForAll("markdown") String markdown) {
    String html = HtmlText.write(markdown, Set.of());

    String again = HtmlText.write(HtmlText.read(html), html);

    assertThat(HtmlReader.same(again, html)).as("%s\n%s", html, again).isTrue();
  }

  @Provide
  Arbitrary<String> pages() {
    return Arbitraries.of(
            "<p>",
            "</p>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<ol>",
            "</ol>",
            "<b>",
            "</b>",
            "a ",
            "*",
            "&lt;",
            "<br/>",
            "<pre>",
            "</pre>",
            "<code>",
            "</code>",
            "\n",
            "<td>",
            "</td>",
            "<ac:x>",
            "</ac:x>",
            "<ac:y/>",
            "<![CDATA[<p>]]>",
            "<!-- c -->",
            "<div>",
            "</div>",
            "<span style='a'>",
            "</span>",
            "<hr>",
            "<",
            "```",
            "<script>",
            "</script>",
            "&nbsp;",
            "1. ",
            "<blockquote>",
            "</blockquote>",
            "\u0000",
            "\r\n")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2_000)
  void anyPageThatIsReadAndWrittenKeepsAllThatItHas(@ForAll("pages") String html) {
    String again = HtmlText.write(HtmlText.read(html), html);

    assertThat(HtmlReader.same(again, html)).as("%s\n%s", HtmlText.read(html), again).isTrue();
  }

  @Property(tries = 300)
  void anyTextKeepsAllThatItHas(@ForAll String html) {
    assertThat(HtmlReader.same(HtmlText.write(HtmlText.read(html), html), html)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!--",
        "<script>",
        "<script ",
        "<a",
        "<a href=",
        "&nbsp;",
        "<",
        "<p>",
        "&#1",
        "<b>",
        "</p>",
        "<ul><li>",
        "<![CDATA[",
        "*",
        "<p>a</p>",
        "<a href=\"",
        "&a"
      })
  @Timeout(ProcessorTime.HANGS_SECONDS)
  void textThatIsMeantToTakeLongDoesNot(String part) {
    String text = part.repeat(1_000_000 / part.length());

    assertThat(ProcessorTime.bounded(() -> HtmlText.read(text))).isNotNull();
  }

  @Test
  void elementsAreNestedAsDeepAsTheyLike() {
    String deep =
        List.of("<b>", "<i>").stream().map(tag -> tag.repeat(5_000)).collect(Collectors.joining());

    assertThat(HtmlText.read("<p>" + deep + "x</p>")).contains("html kept");
  }

  @Test
  void whatHasNoEndIsText() {
    assertThat(HtmlText.read("a<!-- b <!-- c")).isEqualTo("a<!-- b <!-- c");
    assertThat(HtmlText.read("<p>a</p><p>b")).isEqualTo("a\n\n" + "```html kept\n<p>b\n```");
  }
}
