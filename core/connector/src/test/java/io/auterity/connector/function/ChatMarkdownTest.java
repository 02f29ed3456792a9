package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ExpressionCompiler;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown and Slack's own markup. */
class ChatMarkdownTest {

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(Map.of("x", Scalar.ANY), ConnectorFunctions.LIBRARY);
  private static final Expression TO = COMPILER.compile("toChat(x, 'slack')");
  private static final Expression FROM = COMPILER.compile("fromChat(x, 'slack')");
  private static final String STAR = "<!date^00000000^{_}|*>";

  private static String to(String markdown) {
    return text(TO, markdown);
  }

  private static String from(String slack) {
    return text(FROM, slack);
  }

  private static String text(Expression expression, String x) {
    return ((Json.Str) expression.evaluate(name -> Json.of(x))).value();
  }

  static Stream<Arguments> bothWays() {
    return Stream.of(
        Arguments.of("One line", "One line"),
        Arguments.of("**done**", "*done*"),
        Arguments.of("*well*", "_well_"),
        Arguments.of("~~gone~~", "~gone~"),
        Arguments.of("**a *b* ~~c~~**", "*a _b_ ~c~*"),
        Arguments.of("_2*3*4_", "_2*3*4_"),
        Arguments.of("**_a_**", "*_a_*"),
        Arguments.of("**a**_b_", "*a*_b_"),
        Arguments.of(
            "[page](https://example.org/a?b=1&c=2)", "<https://example.org/a?b=1&amp;c=2|page>"),
        Arguments.of("**[page](https://example.org)**", "*<https://example.org|page>*"),
        Arguments.of("<https://example.org/a_b_c>", "<https://example.org/a_b_c>"),
        Arguments.of("<ada@example.org>", "<mailto:ada@example.org|ada@example.org>"),
        Arguments.of("`a < b && *c*`", "`a &lt; b &amp;&amp; *c*`"),
        Arguments.of("so `` a`b `` it", "so ```a`b``` it"),
        Arguments.of(
            "```\n**a** <b>\n\n    &amp;\n```", "```\n**a** &lt;b&gt;\n\n    &amp;amp;\n```"),
        Arguments.of(
            "- one\n- two\n  - inner\n    - most", "• one\n• two\n    ◦ inner\n        ▪ most"),
        Arguments.of("1. one\n2. two\n   - inner", "1. one\n2. two\n    ◦ inner"),
        Arguments.of("3. three\n4. four", "3. three\n4. four"),
        Arguments.of("- one\n  more", "• one\n  more"),
        Arguments.of("> said\n> again\n>\n> - a", "> said\n> again\n>\n> • a"),
        Arguments.of("a\nb\n\nc", "a\nb\n\nc"),
        Arguments.of("a\n\n---\n\nb", "a\n\n---\n\nb"),
        Arguments.of("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        Arguments.of("2*3*4 and 2 * 3 * 4 and 2**3**4", "2*3*4 and 2 * 3 * 4 and 2**3**4"),
        Arguments.of("snake_case_name and _init.py", "snake_case_name and _init.py"),
        Arguments.of("*footnote, ~5 and 5~6~7", "*footnote, ~5 and 5~6~7"),
        Arguments.of("foo**bar**baz", "foo\u200b*bar*\u200bbaz"),
        Arguments.of("这是**粗体**文字和*斜体*字", "这是\u200b*粗体*\u200b文字和\u200b_斜体_\u200b字"),
        Arguments.of("\\*not bold\\*", STAR + "not bold" + STAR),
        Arguments.of("**a \\*b**", "*a " + STAR + "b*"),
        Arguments.of("\\> said", "\u00ad&gt; said"),
        Arguments.of("<p> &copy; \\* a*", "&lt;p&gt; &amp;copy; \\* a*"),
        Arguments.of("\\&copy;", "&amp;copy;"),
        Arguments.of("\\# not a heading", "# not a heading"),
        Arguments.of("\\[INFO]: started", "[INFO]: started"),
        Arguments.of("<!channel> and <@U1>", "&lt;!channel&gt; and &lt;@U1&gt;"),
        Arguments.of("@here, @ada and `@here`", "@\u200bhere, @ada and `@here`"),
        Arguments.of("ftp://example.org/_a_/*b*", "ftp://example.org/_a_/*b*"),
        Arguments.of("<https://example.org/_a_/*b*>", "<https://example.org/_a_/*b*>"),
        Arguments.of(
            "[a](https://a.example)**b**, <https://a.example?b=1&_c_>",
            "<https://a.example|a>*b*, <https://a.example?b=1&amp;_c_>"),
        Arguments.of("[@here](https://a.example)", "<https://a.example|@\u200bhere>"),
        Arguments.of("<https://a.example/@here>", "<https://a.example/@here>"),
        Arguments.of(":white_check_mark: done", ":white_check_mark: done"));
  }

  @ParameterizedTest
  @MethodSource("bothWays")
  void whatIsWrittenReadsBackTheSame(String markdown, String slack) {
    assertThat(to(markdown)).isEqualTo(slack);
    assertThat(from(slack)).isEqualTo(markdown);
  }

  static Stream<Arguments> written() {
    return Stream.of(
        // Both are bold in Slack, so one in the other broke (integrations/slack 1824).
        Arguments.of("## **Step 1**: _go_", "*Step 1: _go_*"),
        Arguments.of("**a\nb**", "*a*\n*b*"),
        Arguments.of("**x <b\ny> z**", "*x &lt;b*\n*y&gt; z*"),
        Arguments.of("[x <b\ny>](https://a.example)", "<https://a.example|x &lt;b y&gt;>"),
        Arguments.of("**x&#10;y** [a&#10;b](c&#13;d)", "*x y* a b (c d)"),
        Arguments.of("_a_", "_a_"),
        Arguments.of("__a__", "*a*"),
        Arguments.of("***a***", "_*a*_"),
        Arguments.of("![plot](https://example.org/p.png)", "<https://example.org/p.png|plot>"),
        Arguments.of(
            "[![ok](https://a.example/b.svg)](https://a.example)", "<https://a.example|ok>"),
        Arguments.of("[**a**](https://a.example)", "*<https://a.example|a>*"),
        Arguments.of("[a](docs/a.md) [b](#b)", "a (docs/a.md) b"),
        Arguments.of("[x](!channel)", "x (!channel)"),
        Arguments.of("[x](<https://a.example/|!here>)", "<https://a.example/%7C!here|x>"),
        Arguments.of(
            "[<!here>|<@U1>](https://a.example)", "<https://a.example|&lt;!here&gt;|&lt;@U1&gt;>"),
        Arguments.of("```sql\nselect *\n```", "```\nselect *\n```"),
        Arguments.of("    code *a*", "```\ncode *a*\n```"),
        Arguments.of("| a | b |\n|---|---|\n| 1 | **2** |", "| a | b |\n|---|---|\n| 1 | *2* |"),
        Arguments.of("* one\n\n* two\n\n  more", "• one\n• two\n  more"),
        Arguments.of("- a\n\n  ```\n  b\n  ```\n- c", "• a\n```\nb\n```\n• c"),
        Arguments.of("> > a", "> a"),
        Arguments.of("a  \nb\\\nc", "a\nb\nc"),
        Arguments.of("<b>x</b> &amp; &lt;", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;"),
        Arguments.of("<div>\n*a*\n</div>", "&lt;div&gt;\n" + STAR + "a" + STAR + "\n&lt;/div&gt;"),
        Arguments.of("[INFO]: https://a.example", "[INFO]: <https://a.example>"),
        // Slack is asked to look for no addresses, since it would look for names too.
        Arguments.of("https://a.example/_a_/*b*", "<https://a.example/_a_/*b*>"),
        Arguments.of(
            "See https://a.example?b=1&_c_, and (http://b.example/c_(d)).",
            "See <https://a.example?b=1&amp;_c_>, and (<http://b.example/c_(d)>)."),
        Arguments.of(
            "**https://a.example** R&https://a.", "*<https://a.example>* R&amp;<https://a>."),
        Arguments.of("https:// ahttps://b `https://c`", "https:// ahttps://b `https://c`"),
        Arguments.of(
            "https://a.example|b https://a&\"c\"", "<https://a.example>|b <https://a&amp;>\"c\""),
        Arguments.of("@[](#)here and @![](#)channel", "@\u200bhere and @\u200bchannel"),
        Arguments.of("# @**here**", "*@\u200bhere*"),
        Arguments.of("**@__here__** @*Group*", "*@\u200bhere* @\u200b_Group_"),
        Arguments.of("@HERE @Everyone", "@\u200bHERE @\u200bEveryone"),
        Arguments.of("![@Channel](https://a.example)", "<https://a.example|@\u200bChannel>"),
        Arguments.of("[a]\n\n[a]: https://a.example", "<https://a.example|a>"),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("written")
  void markdownHasAFormInSlack(String markdown, String slack) {
    assertThat(to(markdown)).isEqualTo(slack);
  }

  static Stream<Arguments> read() {
    return Stream.of(
        Arguments.of("<@U024BE7LH> <@U1|ada_l> <#C1|general>", "@U024BE7LH @ada_l #general"),
        Arguments.of("<!here> <!channel|channel> <!subteam^S1|@team>", "@here @channel @team"),
        Arguments.of("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        Arguments.of("&gt; said\nanswered", "> said\n\nanswered"),
        Arguments.of("&gt; a ```b`\nc", "> a \\`\\`\\`b\\`\n\nc"),
        Arguments.of("see ```a\nb``` there", "see\n\n```\na\nb\n```\n\nthere"),
        Arguments.of("see ```a b``` there", "see `a b` there"),
        Arguments.of("• a\nb", "- a\n\nb"),
        Arguments.of("a\n• b\n1. c", "a\n\n- b\n\n1. c"),
        Arguments.of("*a\nb*", "\\*a\nb\\*"),
        Arguments.of("`a\nb`", "\\`a\nb\\`"),
        Arguments.of("a\n---", "a\n\\---"),
        Arguments.of("C:\\*.txt \\d", "C:\\\\*.txt \\d"),
        Arguments.of("[a](b)", "[a]\\(b)"),
        Arguments.of("<http://example.org|example.org>", "[example.org](http://example.org)"),
        Arguments.of(
            "<https://a.example/(b)|a [1] *b*>", "[a \\[1\\] \\*b\\*](<https://a.example/(b)>)"),
        Arguments.of("~~~\nx", "\\~\\~\\~\nx"),
        Arguments.of("```\nx", "\\`\\`\\`\nx"),
        Arguments.of("hello\n```", "hello\n\\`\\`\\`"),
        Arguments.of("hello\n~~~~~~ a", "hello\n\\~\\~\\~\\~\\~\\~ a"),
        Arguments.of("• ~~~", "- \\~\\~\\~"),
        Arguments.of("&gt; ```", "> \\`\\`\\`"),
        Arguments.of("_ _ _\n__ _", "\\_ _ _\n\\__ _"),
        Arguments.of("* * *", "- \\* *"),
        Arguments.of("-- -", "\\-- -"),
        Arguments.of("!<https://a.example|a>", "\\![a](https://a.example)"),
        Arguments.of("a\\!<https://a.example|a>", "a\\\\\\![a](https://a.example)"),
        Arguments.of("!<https://a.example>", "!<https://a.example>"),
        Arguments.of("&amp;copy; &amp;#38; R&amp;D;", "\\&copy; \\&#38; R\\&D;"),
        Arguments.of("&amp;lt;b&amp;gt;", "\\&lt;b\\&gt;"),
        Arguments.of("<https://a.example|&amp;copy;>", "[\\&copy;](https://a.example)"),
        Arguments.of("<javascript:alert(1)|x>", "\\<javascript:alert(1)|x>"),
        Arguments.of("<JavaScript:alert(1)>", "\\<JavaScript:alert(1)>"),
        Arguments.of("&lt;javascript:alert(1)&gt;", "\\<javascript:alert(1)>"),
        Arguments.of("<tel:+123|call> <slack://open>", "[call](tel:+123) <slack://open>"),
        Arguments.of("&lt;b&gt; &amp;copy;", "<b> \\&copy;"),
        Arguments.of(
            "&lt;script&gt;&lt;/script&gt; &amp;copy;\n&amp;copy;",
            "<script></script> &copy;\n\\&copy;"),
        Arguments.of(
            "&lt;p&gt; \\*\n&amp;copy; ---\n\n&amp;copy;", "<p> \\*\n&copy; ---\n\n\\&copy;"),
        Arguments.of("a\n&lt;p&gt; &amp;copy;\n---", "a\n<p> &copy;\n---"),
        Arguments.of("a <b", "a <b"),
        Arguments.of("    a\r\nb", "a\nb"),
        Arguments.of("*a* b*", "**a** b\\*"));
  }

  @ParameterizedTest
  @MethodSource("read")
  void whatSlackSendsIsMarkdown(String slack, String markdown) {
    assertThat(from(slack)).isEqualTo(markdown);
  }

  static Stream<Arguments> mentioning() {
    return Stream.of(
        Arguments.of("Late, @U1? @U2", "Late, <@U1>? <@U2>"),
        Arguments.of("@U1 @U2", "<@U1> <@U2>"),
        Arguments.of("**@U1** and _@U2_", "*<@U1>* and _<@U2>_"),
        Arguments.of("Late", "<@U1> <@U2> Late"),
        Arguments.of("- @U1\n- late", "<@U2>\n• <@U1>\n• late"),
        Arguments.of("> @U1 late", "<@U2>\n> <@U1> late"),
        Arguments.of("`@U1` @U2", "<@U1> `@U1` <@U2>"),
        Arguments.of("```\n@U1 @U2\n```", "<@U1> <@U2>\n```\n@U1 @U2\n```"),
        Arguments.of("a@U1 @U12 @@U1 @U1x @U2", "<@U1> a@U1 @U12 @@U1 @U1x <@U2>"),
        Arguments.of("[@U1](https://a.example) @U2", "<@U1> <https://a.example|@U1> <@U2>"),
        Arguments.of(
            "@U3 <@U4> <!channel> @U1@U2", "<@U2> @U3 &lt;@U4&gt; &lt;!channel&gt; <@U1>@U2"));
  }

  @ParameterizedTest
  @MethodSource("mentioning")
  void thoseAloneAreNotifiedWhoAreNamedBesideTheText(String markdown, String slack) {
    Expression mentioning =
        COMPILER.compile("toChatMentioning(x, 'slack', ['U1', 'U2', 'U1', '!channel', 'u5', ''])");

    assertThat(text(mentioning, markdown)).isEqualTo(slack);
  }

  @Test
  void nothingStaysNothingAndAnotherDialectIsRefused() {
    assertThat(TO.evaluate(name -> Json.NULL)).isEqualTo(Json.NULL);
    assertThat(FROM.evaluate(name -> Json.NULL)).isEqualTo(Json.NULL);
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> COMPILER.compile("toChat(x, 'irc')").evaluate(name -> Json.of("a")))
        .withMessageContaining("takes the dialect slack, not irc");
  }

  @Test
  void aTextThatTakesTooLongToReadIsRefused() {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> to("a".repeat(200_001)))
        .withMessageContaining("the Markdown has more than 200000 characters");
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> word =
        Arbitraries.of("late", "R&D", "a<b", "2*3*4", "snake_case", "é", "文字", "x.", "#7", "(so)");
    Arbitrary<String> words =
        word.list().ofMinSize(1).ofMaxSize(4).map(each -> String.join(" ", each));
    Arbitrary<String> span =
        Arbitraries.oneOf(
            words,
            words.map("**%s**"::formatted),
            words.filter(each -> !each.contains("*")).map("*%s*"::formatted),
            words.map("~~%s~~"::formatted),
            words.map("**_%s_**"::formatted),
            word.map("`%s`"::formatted),
            Arbitraries.of("late", "a_b", "so")
                .map("[%s](https://example.org/a?b=1&c=d)"::formatted));
    Arbitrary<String> line =
        span.list().ofMinSize(1).ofMaxSize(4).map(each -> String.join(" ", each));
    Arbitrary<String> paragraph =
        line.list().ofMinSize(1).ofMaxSize(3).map(each -> String.join("\n", each));
    Arbitrary<String> block =
        Arbitraries.oneOf(
            paragraph,
            line.list().ofMinSize(1).ofMaxSize(3).map(each -> "- " + String.join("\n- ", each)),
            line.list().ofSize(2).map(each -> "1. " + each.get(0) + "\n2. " + each.get(1)),
            line.list().ofSize(2).map(each -> "- " + each.get(0) + "\n  - " + each.get(1)),
            paragraph.map(each -> "> " + each.replace("\n", "\n> ")),
            words.map("```\n%s\n```"::formatted));
    Arbitrary<String> parted = Arbitraries.of("\n\nSo:\n\n", "\n\n---\n\n");
    return block
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(each -> parted.map(between -> String.join(between, each)));
  }

  @Property(tries = 1000, seed = "20261127")
  void aSimpleDocumentComesBackTheSame(@ForAll("documents") String document) {
    assertThat(from(to(document))).isEqualTo(document);
  }

  @Provide
  Arbitrary<String> signs() {
    return Arbitraries.of(
            "*",
            "_",
            "~",
            "`",
            "**",
            "~~",
            "```",
            "\n",
            "\n\n",
            " ",
            "a",
            "b1",
            ".",
            "> ",
            "- ",
            "1. ",
            "# ",
            "[a](https://b.example)",
            "<",
            ">",
            "&",
            "!channel",
            "@U1",
            "<!here>",
            "@",
            "here",
            "Channel",
            "@here",
            "](#)",
            "![",
            "__",
            "[@everyone](https://b.example)",
            "\\",
            "](",
            "    ",
            "|")
        .list()
        .ofMaxSize(30)
        .map(each -> String.join("", each));
  }

  @Property(tries = 3000, seed = "20261127")
  void noTextNotifiesAnyone(@ForAll("signs") String markdown) {
    assertThat(withoutForms(to(markdown)).replaceAll("<(https?://|mailto:)[^<>]*>", ""))
        .doesNotContain("<");
    assertThat(
            withoutForms(to(markdown.replace("`", "")))
                .replaceAll("(?s)```.*?```", "")
                .replaceAll("<(https?://|mailto:)[^<>|]*", ""))
        .doesNotContainPattern("(?i)@[*_~]*(here|channel|everyone|group)");
  }

  private static String withoutForms(String slack) {
    return slack.replaceAll("<!date\\^00000000\\^\\{_}\\|[*_~`]>", "");
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "*a",
            "b*",
            "_c",
            "d_",
            "~e",
            "f~",
            "`g",
            "h`",
            "2*3*4",
            "a_b",
            "late",
            "(so)",
            "\\*",
            "](x",
            "[a](https://b.example)",
            "`c`",
            "<b>",
            "<div>",
            "</p>",
            "&amp;",
            "**f**",
            "_g_",
            "#",
            "---",
            "1.",
            ">",
            "[a]:",
            "https://example.org/_a_",
            "~~~",
            "```",
            "_ _ _",
            "![b](https://b.example)",
            "!",
            "&amp;copy;",
            "javascript:a",
            "*.txt")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(each -> String.join(" ", each));
  }

  @Property(tries = 3000, seed = "20261127")
  void whatWasReadIsWrittenSoThatItReadsTheSame(@ForAll("lines") String markdown) {
    String read = from(to("So:\n" + markdown));

    assertThat(from(to(read))).isEqualTo(read);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.of(
            "~~~",
            "~~~~~ ",
            "_",
            "* *",
            "_ _",
            "__",
            "-- -",
            "- -",
            "!",
            "\\",
            "&amp;copy;",
            "&amp;#9;",
            "<javascript:a>",
            "&lt;data:a&gt;",
            "``",
            " ",
            "a",
            ".",
            "\n",
            "\n\n",
            "\u200b",
            "\u00ad")
        .list()
        .ofMaxSize(12)
        .map(each -> String.join("", each) + "!<https://b.example|b>");
  }

  @Property(tries = 3000, seed = "20261127")
  void whatIsTextInSlackIsTextInMarkdown(@ForAll("plain") String slack) {
    List<String> found = new ArrayList<>();
    String markdown = from(slack);
    MarkdownText.parsedWithStrikes(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                found.add("fence");
              }

              @Override
              public void visit(ThematicBreak rule) {
                found.add("rule");
              }

              @Override
              public void visit(Image image) {
                found.add("picture");
              }

              @Override
              public void visit(Link link) {
                found.add(link.getDestination());
              }

              @Override
              public void visit(Text text) {
                if (text.getLiteral().matches("(?s).*[©\t].*")) {
                  found.add(text.getLiteral());
                }
              }
            });

    assertThat(found).as(markdown).containsExactly("https://b.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*a ",
        "a*b",
        "_a",
        "`",
        "`a ",
        "```",
        "``` ",
        "<",
        "<a",
        "&",
        "&gt;",
        "[",
        "](",
        "<https://a|",
        "\\",
        "~~a",
        "**a*",
        "- ",
        "> ",
        "\n",
        "•\n",
        "*_~`",
        "https://a/*b*",
        "https://a",
        "@here",
        "@*",
        "• \n",
        "&lt;p\n",
        "&lt;p\n\n",
        "a \n",
        "_ ",
        "!<https://a|b>",
        "&amp;a;"
      })
  @Timeout(30)
  void longTextsTakeNoTime(String piece) {
    assertThat(from(piece.repeat(400_000 / piece.length()))).hasSizeLessThan(4_000_000);
    try {
      assertThat(to(piece.repeat(200_000 / piece.length()))).hasSizeLessThan(15_000_000);
    } catch (EvaluationException e) {
      assertThat(e).hasMessageContaining("the Markdown");
    }
  }
}
