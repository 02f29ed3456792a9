package io.auterity.connector.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents for Atlassian are those that its schema of ADF allows, whatever the markdown is. */
class AdfWriterTest {

  private static final Set<String> LISTS = Set.of("bulletList", "orderedList");
  private static final Set<String> INLINE = Set.of("text", "hardBreak");

  /** What the schema lets stand in each node that blocks are in. */
  private static final Map<String, Set<String>> INSIDE =
      Map.of(
          "doc",
          Set.of(
              "paragraph",
              "heading",
              "bulletList",
              "orderedList",
              "blockquote",
              "codeBlock",
              "rule"),
          "blockquote",
          Set.of("paragraph", "bulletList", "orderedList", "codeBlock"),
          "bulletList",
          Set.of("listItem"),
          "orderedList",
          Set.of("listItem"),
          "listItem",
          Set.of("paragraph", "bulletList", "orderedList", "codeBlock"),
          "paragraph",
          INLINE,
          "heading",
          INLINE,
          "codeBlock",
          Set.of("text"));

  private static List<String> faults(Json node) {
    List<String> faults = new ArrayList<>();
    collect((Json.Obj) node, faults);
    return faults;
  }

  private static void collect(Json.Obj node, List<String> faults) {
    String type = String.valueOf(node.text("type"));
    List<Json.Obj> inner = inner(node);
    Set<String> allowed = INSIDE.getOrDefault(type, Set.of());
    for (Json.Obj each : inner) {
      if (!allowed.contains(String.valueOf(each.text("type")))) {
        faults.add("%s in %s".formatted(each.text("type"), type));
      }
      collect(each, faults);
    }
    boolean filled = LISTS.contains(type) || type.equals("blockquote") || type.equals("listItem");
    if (filled && inner.isEmpty()) {
      faults.add("nothing in " + type);
    }
    if (type.equals("listItem")
        && !inner.isEmpty()
        && LISTS.contains(String.valueOf(inner.getFirst().text("type")))) {
      faults.add("a list first in listItem");
    }
    text(node, type, faults);
  }

  private static void text(Json.Obj node, String type, List<String> faults) {
    List<String> marks = marks(node);
    if (type.equals("text") && String.valueOf(node.text("text")).isEmpty()) {
      faults.add("an empty text");
    }
    if (marks.contains("code") && !Set.of("code", "link").containsAll(marks)) {
      faults.add("code with " + marks);
    }
    if (Set.copyOf(marks).size() < marks.size()) {
      faults.add("marks twice: " + marks);
    }
  }

  private static List<Json.Obj> inner(Json.Obj node) {
    return node.get("content") instanceof Json.Arr(List<Json> items)
        ? items.stream().map(Json.Obj.class::cast).toList()
        : List.of();
  }

  private static List<String> marks(Json.Obj node) {
    return node.get("marks") instanceof Json.Arr(List<Json> items)
        ? items.stream().map(each -> String.valueOf(((Json.Obj) each).text("type"))).toList()
        : List.of();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "> # x",
        "> > x",
        "> ---",
        ">",
        "> # a `b` **c**",
        "- # x",
        "- > x",
        "- > - x",
        "-",
        "- a\n-\n- b",
        "- - x",
        "1. - x",
        "- ---\n- x",
        "- ```\n  code\n  ```",
        "1.\n2. x",
        "> - > # x",
        "- [a]: /b",
        "# a [`b`](/c) *d*",
        "[a [b](/c)](/d)",
        "```\n```"
      })
  void aDocumentIsOneThatTheSchemaAllows(String markdown) {
    Json document = AdfWriter.write(markdown);

    assertThat(faults(document)).describedAs(document.toString()).isEmpty();
  }

  @Property(tries = 500)
  void aDocumentIsValidWhateverStandsInWhat(@ForAll("markdown") String markdown) {
    assertThat(faults(AdfWriter.write(markdown))).isEmpty();
  }

  @Provide
  Arbitrary<String> markdown() {
    return Arbitraries.of(
            "> ",
            "- ",
            "1. ",
            "# ",
            "    ",
            "  ",
            "---",
            "```",
            "`c`",
            "**",
            "*",
            "x",
            "<b>",
            "[a](/b)",
            "![i](/j)",
            "\\",
            "\n",
            "\n\n")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          > # Head        | > **Head**
          > > inner       | > inner
          - # Head        | - **Head**
          - > inner       | - inner
          - a\\n-\\n- b   | - a\\n- \\n- b
          - - x           | - \\n  - x
          > a\\n> > b     | > a\\n> \\n> b
          """)
  void whatMayNotStandThereKeepsItsText(String markdown, String back) {
    String text = markdown.replace("\\n", "\n");

    assertThat(AdfReader.read(AdfWriter.write(text))).isEqualTo(Json.of(back.replace("\\n", "\n")));
  }
}
