package io.auterity.relay.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import io.auterity.spi.ai.XmlAnswer.XmlFault;
import io.auterity.spi.ai.XmlAnswer.XmlFaultCode;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of answers that are, or are not quite, in XML. */
class XmlReadingTest {

  private static final XmlFormat FORMAT =
      new XmlFormat(
          List.of("thinking", "answer"), List.of(new DocumentTag("doc", List.of("title"))));

  private static XmlAnswer read(String text) {
    return XmlReading.of(FORMAT, text, Collections.emptyNavigableSet()).answer();
  }

  private static List<XmlFaultCode> faults(String text) {
    return read(text).faults().stream().map(XmlFault::code).toList();
  }

  @Test
  void eachElementIsAValue() {
    XmlAnswer answer = read("<thinking>\n 6 * 7 \n</thinking>\n\n<answer>42</answer>\n");

    assertThat(answer.values())
        .containsExactly(Map.entry("thinking", "6 * 7"), Map.entry("answer", "42"));
    assertThat(answer.documents()).isEmpty();
    assertThat(answer.faults()).isEmpty();
  }

  @Test
  void documentsKeepTheirOrderAttributesAndIndent() {
    XmlAnswer answer =
        read(
            """
            <thinking>two</thinking>
            <doc title="a &amp; b" lang='java'>
              if (a < b && c > d) {}
            </doc>
            <doc title='"'/>
            <answer>see there</answer>
            """);

    assertThat(answer.documents())
        .containsExactly(
            new XmlDocument(
                "doc", Map.of("title", "a &amp; b", "lang", "java"), "  if (a < b && c > d) {}"),
            new XmlDocument("doc", Map.of("title", "\""), ""));
    assertThat(answer.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<thinking>x</thinking><answer>42</answer>",
        " \n<answer >42</answer\n><thinking>x</thinking> ",
        "<thinking>I put 42 into <answer> then</thinking><answer>42</answer>",
        "<thinking>x</thinking><answer><![CDATA[42]]></answer>",
        "<thinking>x</thinking><answer>\n <![CDATA[42]]>\n</answer>",
        "<thinking>x</thinking><answer mood='sure'>42</answer>",
        "```xml\n<thinking>x</thinking>\n<answer>42</answer>\n```",
        "```\n<thinking>x</thinking>\n<answer>42</answer>\n``` \n"
      })
  void whatIsWellFormedIsTakenAsItIsMeant(String text) {
    assertThat(read(text).values()).containsEntry("answer", "42");
    assertThat(read(text).faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<answer>42</answer> | MISSING | thinking | 19",
        "<thinking>x</thinking><answer>4</answer><answer>5</answer> | REPEATED | answer | 40",
        "<thinking>x</thinking><answer>42 | UNCLOSED | answer | 22",
        "<thinking>x<answer>42</answer> | UNCLOSED | thinking | 0",
        "<thinking>x</thinking><answer>a<answer>42</answer> | MALFORMED | answer | 31",
        "<thinking>x</thinking><answer a=1>b</answer><answer>42</answer>"
            + " | MALFORMED | answer | 22",
        "<thinking>x</thinking><answer a='1' a='2'>b</answer><answer>42</answer>"
            + " | MALFORMED | answer | 22",
        "<thinking>x</thinking><doc>d</doc><answer>42</answer> | ATTRIBUTE_MISSING | doc | 22",
        "Sure:<thinking>x</thinking><answer>42</answer> | TEXT_OUTSIDE | | 0",
        "<thinking>x</thinking> and <answer>42</answer> | TEXT_OUTSIDE | | 23",
        "<thinking>x</thinking><answer>42</answer><b>y</b> | TEXT_OUTSIDE | | 41",
        "<answers>y</answers><thinking>x</thinking><answer>42</answer> | TEXT_OUTSIDE | | 0",
        "```xml <thinking>x</thinking><answer>42</answer> | TEXT_OUTSIDE | | 0",
        "``` | TEXT_OUTSIDE | | 0",
        "<?xml version='1.0'?><thinking>x</thinking><answer>42</answer> | TEXT_OUTSIDE | | 0"
      })
  void whatIsNotAsAskedForIsToldWithItsPlace(String text, XmlFaultCode code, String tag, int at) {
    assertThat(read(text).faults()).contains(new XmlFault(code, tag, at));
  }

  @Test
  void noReferenceMeansAnything() {
    XmlAnswer answer = read("<doc title='&lt;script&gt; &#65;'>&lt;b&gt;</doc>");

    assertThat(answer.documents())
        .containsExactly(
            new XmlDocument("doc", Map.of("title", "&lt;script&gt; &#65;"), "&lt;b&gt;"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<doc title='t'>d</doc><answer>a~b</answer> | answer | ",
        "<doc title='t'>d~</doc>~<answer>~a</answer> | | ",
        "<answer><![CDATA[~a]]>~</answer> | | ",
        "<answer>a</answer><answer>a~b</answer> | | ",
        "<doc title='t'/><doc title='a~b'/> | | 1",
        "<doc title='t'>a~b</doc><doc title='t'>c</doc> | | 0"
      })
  void whatStandsInSeveralTextsIsKnown(String text, String value, Integer document) {
    NavigableSet<Integer> seams = new TreeSet<>();
    StringBuilder joined = new StringBuilder();
    for (String one : text.split("~", -1)) {
      seams.add(joined.append(one).length());
    }

    ReadElements read = XmlReading.of(FORMAT, joined.toString(), seams);

    assertThat(read.values()).isEqualTo(value == null ? Set.of() : Set.of(value));
    assertThat(read.documents()).isEqualTo(document == null ? Set.of() : Set.of(document));
  }

  @Test
  void oneEndOfCdataServesAllThatBeginBeforeIt() {
    CdataEnd end = CdataEnd.after("..]]> </doc>]]>", 0);

    assertThat(end).isEqualTo(new CdataEnd(0, 2, "doc", 12));
    assertThat(end.from("..]]> </doc>]]>", 2)).isSameAs(end);
    CdataEnd next = end.from("..]]> </doc>]]>", 3);
    assertThat(next).isEqualTo(new CdataEnd(3, 12, null, -1));
    CdataEnd none = next.from("..]]> </doc>]]>", 13);
    assertThat(none).isEqualTo(new CdataEnd(13, 15, null, -1));
    assertThat(none.from("..]]> </doc>]]>", 14)).isSameAs(none);
    assertThat(none.from("..]]> </doc>]]>", 0)).isEqualTo(end);
  }

  @Test
  void cdataThatNeverEndsIsText() {
    XmlAnswer answer =
        read(
            "<doc title='t'><![CDATA[a</doc><doc title='t'><![CDATA[b</doc>"
                + "<thinking><![CDATA[c]]></thinking><answer>]]></answer>");

    assertThat(answer.documents())
        .extracting(XmlDocument::text)
        .containsExactly("<![CDATA[a", "<![CDATA[b");
    assertThat(answer.values())
        .containsExactly(Map.entry("thinking", "c"), Map.entry("answer", "]]>"));
  }

  @Test
  void anElementThatIsNotClosedHidesNoneBehindIt() {
    XmlAnswer answer = read("<thinking>well <answer>42</answer>");

    assertThat(answer.values()).containsExactly(Map.entry("answer", "42"));
    assertThat(answer.faults()).extracting(XmlFault::code).contains(XmlFaultCode.UNCLOSED);
  }

  @Test
  void oneFenceOpensAndClosesNothing() {
    assertThat(read("\n```\n").faults())
        .startsWith(new XmlFault(XmlFaultCode.TEXT_OUTSIDE, null, 1));
  }

  @Test
  void declarationsAndEntitiesMeanNothing() {
    String bomb =
        "<!DOCTYPE answer [<!ENTITY a \"&b;&b;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<thinking>&a;</thinking><answer>&x; &#65; &lt;</answer>";

    XmlAnswer answer = read(bomb);

    assertThat(answer.values())
        .containsEntry("thinking", "&a;")
        .containsEntry("answer", "&x; &#65; &lt;");
    assertThat(answer.faults()).extracting(XmlFault::code).contains(XmlFaultCode.TEXT_OUTSIDE);
  }

  @Test
  void readingEndsAtSomeFaultAndSomeLength() {
    assertThat(faults("<answer =>".repeat(100_000)))
        .hasSize(32)
        .containsOnly(XmlFaultCode.MALFORMED);
    assertThat(faults("<answer>".repeat(500_000))).startsWith(XmlFaultCode.UNCLOSED);
    assertThat(faults("x".repeat(XmlReading.LONGEST + 1))).containsExactly(XmlFaultCode.TOO_LONG);
    XmlAnswer many =
        read("<thinking>x</thinking><answer>y</answer>" + "<doc title=\"t\">d</doc>".repeat(1_001));
    assertThat(many.documents()).hasSize(1_000);
    assertThat(many.faults()).extracting(XmlFault::code).containsExactly(XmlFaultCode.TOO_LONG);
  }

  @Property(tries = 300)
  void whatIsWrittenComesBack(
      @ForAll("values") Map<String, String> values,
      @ForAll("documents") List<XmlDocument> documents) {
    StringBuilder text = new StringBuilder();
    values.forEach((tag, value) -> text.append("<%1$s>%2$s</%1$s>\n".formatted(tag, value)));
    documents.forEach(one -> text.append(written(one)));

    XmlAnswer read = read(text.toString());

    Map<String, String> stripped = new LinkedHashMap<>();
    values.forEach((tag, value) -> stripped.put(tag, value.strip()));
    assertThat(read).isEqualTo(new XmlAnswer(stripped, documents, List.of()));
  }

  @Property(tries = 500)
  void whateverIsWrittenIsRead(@ForAll("pieces") List<String> pieces) {
    String text = String.join("", pieces);

    XmlAnswer read = read(text);

    assertThat(read.values().keySet()).isSubsetOf("thinking", "answer");
    read.values().values().forEach(value -> assertThat(text).contains(value));
    read.documents().forEach(one -> assertThat(text).contains(one.text()));
    assertThat(read.faults()).allMatch(fault -> fault.at() >= 0 && fault.at() <= text.length());
    boolean all = read.values().keySet().containsAll(List.of("thinking", "answer"));
    assertThat(all || !read.faults().isEmpty()).isTrue();
  }

  private static String written(XmlDocument one) {
    String title = String.valueOf(one.attributes().get("title"));
    return "<doc title=\"%s\">\n%s\n</doc>\n".formatted(title, one.text());
  }

  @Provide
  Arbitrary<Map<String, String>> values() {
    return Combinators.combine(words(), words())
        .as(
            (thinking, answer) -> {
              Map<String, String> values = new LinkedHashMap<>();
              values.put("thinking", thinking);
              values.put("answer", answer);
              return values;
            });
  }

  @Provide
  Arbitrary<List<XmlDocument>> documents() {
    return Combinators.combine(words(), words())
        .as((title, text) -> new XmlDocument("doc", Map.of("title", title.replace("\"", "")), text))
        .list()
        .ofMaxSize(3)
        .map(ArrayList::new);
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "<thinking>",
            "</thinking>",
            "<answer>",
            "</answer>",
            "<answer/>",
            "<doc title='a'>",
            "<doc title=",
            "</doc>",
            "<![CDATA[",
            "]]>",
            "```xml\n",
            "\n```",
            "<",
            ">",
            "&lt;",
            "x",
            " ",
            "\n",
            "'",
            "\"",
            "\uD83D")
        .list()
        .ofMaxSize(30);
  }

  private static Arbitrary<String> words() {
    return Arbitraries.of("a", "<b>", "</b>", " ", "&amp;", "\"", "'", "]]>", "\u00e9", "<", "42")
        .list()
        .ofMaxSize(8)
        .map(pieces -> String.join("", pieces));
  }
}
