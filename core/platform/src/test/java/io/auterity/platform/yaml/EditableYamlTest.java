package io.auterity.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonEdit;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EditableYamlTest {

  private static final int MOST = 1_000_000;

  private static final String TEXT =
      """
      # Refunds, written by the shop team
      kind: workflow
      id: refund
      spec:
        input: {order: {type: string}, amount: {type: number}} # whole cents
        steps:
          # looks it up
          - id: look
            call: acme.order.get # reads only
            with: {order: "${input.order}"}
          # ------
          - id: all
            each: ${look.items}
            steps:
            - id: inner
              transform: |
                one
                two

            # says it
            - id: say
              wait: 5s
              # not too soon
          - id: last
            transform: 'it''s'
        output: ${last}
      """;

  private final EditableYaml text = EditableYaml.read(TEXT, MOST);

  @Test
  void aValueIsReplacedWhereItStands() {
    assertThat(text.set("spec.steps[0].call", Json.of("acme.order.list")).text())
        .isEqualTo(TEXT.replace("acme.order.get", "acme.order.list"));
    assertThat(text.set("spec.steps[0].with.order", Json.of("${look}")).text())
        .isEqualTo(TEXT.replace("${input.order}", "${look}"));
    assertThat(text.set("spec.steps[2].transform", Json.of("true")).text())
        .isEqualTo(TEXT.replace("'it''s'", "\"true\""));
    assertThat(text.set("spec.steps[1].steps[0].transform", Json.of(5)).text())
        .isEqualTo(TEXT.replace("|\n          one\n          two\n", "5\n"));
    assertThat(text.set("spec.output", Json.EMPTY.with("a", Json.of("x: y"))).text())
        .isEqualTo(TEXT.replace("output: ${last}\n", "output:\n    a: \"x: y\"\n"));
  }

  @Test
  void aFieldIsAddedBehindTheOthersAndWhatIsMissingAboveIt() {
    assertThat(text.set("spec.steps[1].steps[1].when", Json.of("${true}")).text())
        .isEqualTo(TEXT.replace("wait: 5s\n", "wait: 5s\n        when: ${true}\n"));
    assertThat(text.set("spec.steps[2].retry.max", Json.of(3)).text())
        .isEqualTo(TEXT.replace("'it''s'\n", "'it''s'\n      retry:\n        max: 3\n"));
    assertThat(text.set("spec.input.late", Json.EMPTY).text())
        .isEqualTo(TEXT.replace("}} #", "}, late: {}} #"));
    assertThat(EditableYaml.read("a: {}\nb: {c: {}}\n", MOST).set("a.x", Json.of(1)).text())
        .isEqualTo("a:\n  x: 1\nb: {c: {}}\n");
    assertThat(EditableYaml.read("a: {}\nb: {c: {}}\n", MOST).set("b.c.x", Json.of(1)).text())
        .isEqualTo("a: {}\nb: {c: {x: 1}}\n");
    assertThat(EditableYaml.read("{}", MOST).set("x", Json.of(1)).text()).isEqualTo("{x: 1}");
    assertThat(text.set("spec.steps[2].text", Json.of("a\nb\n")).text())
        .contains("      text: |\n        a\n        b\n");
  }

  @Test
  void anItemIsPutBetweenOthersWithTheCommentsThatBelongToThem() {
    Json step = Json.EMPTY.with("id", Json.of("new")).with("wait", Json.of("1s"));
    String lines = "    - id: new\n      wait: 1s\n";

    assertThat(text.insert("spec.steps", 0, step).text())
        .isEqualTo(TEXT.replace("    # looks", lines + "    # looks"));
    assertThat(text.insert("spec.steps", 1, step).text())
        .isEqualTo(TEXT.replace("    # ---", lines + "    # ---"));
    assertThat(text.insert("spec.steps", 2, step).text())
        .isEqualTo(TEXT.replace("    - id: last", lines + "    - id: last"));
    assertThat(text.insert("spec.steps", 3, step).text())
        .isEqualTo(TEXT.replace("  output", lines + "  output"));
    assertThat(EditableYaml.read("steps: [{id: a}]", MOST).insert("steps", 1, step).text())
        .isEqualTo("steps: [{id: a}, {id: new, wait: 1s}]");
    assertThat(EditableYaml.read("a: 1", MOST).insert("steps", 0, step).text())
        .isEqualTo("a: 1\nsteps:\n  - id: new\n    wait: 1s");
  }

  @Test
  void anItemGoesWithItsComments() {
    assertThat(text.remove("spec.steps[0]").text())
        .isEqualTo(TEXT.replaceFirst("(?s)    # looks.*?(?=    # ---)", ""));
    assertThat(text.remove("spec.steps[1].steps[1]").text())
        .isEqualTo(TEXT.replaceFirst("(?s)      # says it.*?(?=    - id: last)", ""));
    assertThat(text.remove("spec.steps[0].id").text())
        .isEqualTo(TEXT.replace("- id: look\n      call", "- call"));
    assertThat(text.remove("spec.steps[0].with").text())
        .isEqualTo(TEXT.replace("      with: {order: \"${input.order}\"}\n", ""));
    assertThat(text.remove("spec.steps[0].with.order").text())
        .isEqualTo(TEXT.replace("{order: \"${input.order}\"}", "{}"));
    assertThat(text.remove("spec.input.amount").text())
        .isEqualTo(TEXT.replace(", amount: {type: number}", ""));
  }

  @Test
  void anItemMovesAsItWasWritten() {
    EditableYaml moved = text.move("spec.steps[0]", "spec.steps[1].steps", 1);

    assertThat(moved.text())
        .contains(
            "          two\n      # looks it up\n      - id: look\n",
            """
                    call: acme.order.get # reads only
                    with: {order: "${input.order}"}
            """,
            "\"${input.order}\"}\n\n      # says it\n");
    assertThat(moved.move("spec.steps[0].steps[1]", "spec.steps", 0).text()).isEqualTo(TEXT);
    assertThat(
            text.move("spec.steps[2]", "spec.steps", 0)
                .move("spec.steps[0]", "spec.steps", 3)
                .text())
        .isEqualTo(TEXT);
    assertThat(text.move("spec.steps[1]", "spec.steps", 2).text()).isEqualTo(TEXT);
  }

  @Test
  void textsChangeWhereTheyStand() {
    assertThat(text.texts(one -> one.replace("look", "find")).text())
        .isEqualTo(TEXT.replace("id: look", "id: find").replace("${look", "${find"));
  }

  @Test
  void whatAnAliasRepeatsIsNotChanged() {
    EditableYaml repeated = EditableYaml.read("a: &one {x: 1}\nb: *one\n", MOST);

    assertThatThrownBy(() -> repeated.set("a.x", Json.of(2)))
        .isInstanceOf(UneditableYamlException.class)
        .hasMessageContaining("edit the text");
    assertThat(repeated.set("b", Json.of(2)).text()).isEqualTo("a: &one {x: 1}\nb: 2\n");
  }

  @Test
  void anEditOfNothingIsRefused() {
    for (String path : List.of("", "spec.steps[9].id", "spec.steps.x", "spec..", "kind.x[")) {
      assertThatThrownBy(() -> text.remove(path)).isInstanceOf(UneditableYamlException.class);
    }
    assertThatThrownBy(() -> text.move("spec.steps[1]", "spec.steps[1].steps", 0))
        .isInstanceOf(UneditableYamlException.class);
    assertThatThrownBy(() -> EditableYaml.read("a: 1\n---\nb: 2\n", MOST))
        .isInstanceOf(UneditableYamlException.class);
  }

  @Test
  void eachEditMeansWhatItSaysAndKeepsAllOtherBytes() {
    Random random = new Random(1);
    for (int round = 0; round < 1_500; round++) {
      RandomYaml written = new RandomYaml(new Random(round));
      EditableYaml before = EditableYaml.read(written.text(), MOST);
      List<List<Object>> places = new ArrayList<>();
      places(before.value(), new ArrayList<>(), places);
      List<Object> place = places.get(random.nextInt(places.size()));
      String path = JsonPath.of(place);
      Json to = new RandomYaml(new Random(-round)).value();

      EditableYaml set = edited(before, path, () -> before.set(path, to));

      assertThat(set.value()).isEqualTo(JsonEdit.set(before.value(), place, to));
      keeps(
          before.text(),
          set.text(),
          Objects.requireNonNull(JsonEdit.at(before.value(), place)),
          to);
      assertThat(edited(before, path, () -> before.remove(path)).value())
          .isEqualTo(JsonEdit.remove(before.value(), place));
    }
  }

  /**
   * Whether both begin and end the same, and only what stood there or stands there lies between.
   */
  private static void keeps(String before, String after, Json former, Json to) {
    int begin = 0;
    int most = Math.min(before.length(), after.length());
    while (begin < most && before.charAt(begin) == after.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < most - begin
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    assertThat(before.substring(begin, before.length() - end))
        .as("replaced in%n%s%nto%n%s", before, after)
        .hasSizeLessThanOrEqualTo(200 + 8 * former.toString().length());
    assertThat(after.lines().filter(line -> line.contains("# keep")).count())
        .as("comments of%n%s%nin%n%s", before, after)
        .isGreaterThanOrEqualTo(
            before.lines().filter(line -> line.contains("# keep")).count()
                - RandomYaml.lines(former));
    assertThat(to).isNotNull();
  }

  private static EditableYaml edited(
      EditableYaml before, String path, Supplier<EditableYaml> edit) {
    try {
      return edit.get();
    } catch (UneditableYamlException e) {
      throw new AssertionError("at %s of%n%s".formatted(path, before.text()), e);
    }
  }

  private static void places(Json value, List<Object> at, List<List<Object>> found) {
    if (!at.isEmpty()) {
      found.add(List.copyOf(at));
    }
    if (value instanceof Json.Obj(Map<String, Json> fields)) {
      fields.forEach((name, field) -> inside(field, at, name, found));
    } else if (value instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        inside(items.get(i), at, i, found);
      }
    }
  }

  private static void inside(Json value, List<Object> at, Object step, List<List<Object>> found) {
    at.addLast(step);
    places(value, at, found);
    at.removeLast();
  }
}
