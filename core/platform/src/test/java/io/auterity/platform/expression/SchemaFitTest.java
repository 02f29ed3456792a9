package io.auterity.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.expression.ValueType.Mismatch;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaFitTest {

  private static final String TOLD =
      """
      type: object
      properties:
        parts:
          type: array
          items:
            oneOf:
              - type: object
                required: [type, text]
                properties: {type: {const: text}, text: {type: string}}
              - {$ref: "#/$defs/image"}
              - type: object
                required: [type, level]
                properties: {type: {const: mood}, level: {enum: [1, 2, 3]}}
      $defs:
        image:
          type: object
          required: [type, url]
          properties: {type: {enum: [image]}, url: {type: string}}
      """;

  private static final String UNTOLD =
      """
      type: object
      properties:
        when:
          oneOf:
            - {type: string}
            - {type: object, required: [at], properties: {at: {type: string}}}
            - {type: array, items: {type: integer}}
        to:
          type: object
          properties: {user: {type: string}, team: {type: string}}
          anyOf: [{required: [user]}, {required: [team]}]
        sort: {type: string, enum: [up, down]}
        note: {anyOf: [{type: string, enum: [a, b]}, {type: "null"}]}
      """;

  private static Json json(String yaml) {
    return new YamlReader(100_000).read(yaml).getFirst().value();
  }

  private static List<Mismatch> mismatches(String schema, String given) {
    Map<String, ValueType> names = Map.of("any", Scalar.ANY, "text", Scalar.TEXT, "n", Scalar.INT);
    Template template = TemplateCompiler.ofRuns(names).compile(json(given));
    return ValueType.mismatches((Json.Obj) json(schema), template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parts: [{type: text, text: hello}, {type: image, url: '${text}'}, {type: mood, level: 2}]",
        "parts: ['${any}', {type: '${text}', whatever: 1}, {type: mood, level: 3}]",
        "parts: '${any}'",
        "parts: null",
        "{}"
      })
  void whatMayFitIsNotRefused(String given) {
    assertThat(mismatches(TOLD, given)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{when: now, to: {user: ann}, sort: up, note: null}",
        "{when: {at: '${text}'}, to: {team: '${any}'}, sort: '${text}', note: a}",
        "{when: [1, '${n}'], to: '${any}', sort: 'u${text}'}",
        "{when: '${any}'}"
      })
  void whatMayFitAFormWithoutAWordIsNotRefused(String given) {
    assertThat(mismatches(UNTOLD, given)).isEmpty();
  }

  @Test
  void aWordThatTellsNoFormIsToldWithThoseThatDo() {
    assertThat(mismatches(TOLD, "parts: [{type: text, text: a}, {type: imgae, url: x}]"))
        .containsExactly(
            new Mismatch(
                "parts[1].type",
                "must be one of text, image, mood, not imgae",
                "did you mean 'image'?"));
  }

  @Test
  void aFormThatIsNotToldIsAskedFor() {
    assertThat(mismatches(TOLD, "parts: [{text: '${text}'}]"))
        .containsExactly(
            new Mismatch(
                "parts[0].type",
                "'type' is required: it tells which form is meant",
                "write one of text, image, mood"));
  }

  @Test
  void ofAFormThatIsToldItIsSaidWhatIsWrong() {
    assertThat(
            mismatches(
                TOLD,
                "parts: [{type: image, text: x}, {type: mood, level: 7}, {type: text, text: [1]}]"))
        .extracting(Mismatch::path, Mismatch::rule)
        .containsExactly(
            tuple("parts[0].url", "'url' is required"),
            tuple("parts[0].text", "there is no field 'text'"),
            tuple("parts[1].level", "must be one of 1, 2, 3, not 7"),
            tuple("parts[2].text", "expects text, gets list of integer"));
  }

  @Test
  void whatFitsNoFormIsToldWithTheNearest() {
    assertThat(mismatches(UNTOLD, "{when: 7, to: {}, sort: upp, note: c}"))
        .containsExactly(
            new Mismatch(
                "when",
                "fits none of the forms that are allowed: text; object with at; list of integer",
                "nearest: expects text, gets integer; give text"),
            new Mismatch(
                "to",
                "fits none of the forms that are allowed: with user; with team",
                "nearest: to.user 'user' is required; add it"),
            new Mismatch("sort", "must be one of up, down, not upp", "did you mean 'up'?"),
            new Mismatch("note", "must be one of a, b, not c", "did you mean 'a'?"));
  }

  @Test
  void anObjectOrAListIsTheFormOfItsKind() {
    assertThat(mismatches(UNTOLD, "{when: {att: x}}"))
        .extracting(Mismatch::path, Mismatch::rule)
        .containsExactlyInAnyOrder(
            tuple("when.at", "'at' is required"), tuple("when.att", "there is no field 'att'"));
    assertThat(mismatches(UNTOLD, "{when: [1, x, '${n}']}"))
        .extracting(Mismatch::path, Mismatch::rule)
        .containsExactly(tuple("when[1]", "expects integer, gets text"));
  }

  @Test
  void aFormOfSeveralTypesIsOfEachOfTheseKinds() {
    String either =
        "properties: {a: {anyOf: [{type: [string, integer]}, {const: auto, type: string}]}}";

    assertThat(mismatches(either, "a: 512m")).isEmpty();
  }

  @Test
  void whatTypesTellIsNotToldTwice() {
    assertThat(mismatches(UNTOLD, "{sort: 5, note: [c]}"))
        .extracting(Mismatch::path, Mismatch::rule)
        .containsExactly(
            tuple("sort", "must be one of up, down, not 5"),
            tuple("note", "must be one of a, b, not [\"c\"]"));
  }

  @Test
  void anExpressionWhoseTypeFitsNoFormIsRefused() {
    assertThat(mismatches(UNTOLD, "when: '${n}'"))
        .extracting(Mismatch::path)
        .containsExactly("when");
  }

  @Test
  void whatRefersToItselfIsLookedAtOnlySoFar() {
    String filter =
        """
        $ref: "#/$defs/f"
        $defs:
          f:
            anyOf:
              - {type: object, required: [and], properties: {and: {$ref: "#/$defs/f"}}}
              - {type: object, required: [and], properties: {and: {$ref: "#/$defs/f"}, x: {type: string}}}
              - {type: object, required: [is], properties: {is: {type: string}}}
        """;
    String given = "{and: ".repeat(60) + "{is: 4}" + "}".repeat(60);

    assertThat(mismatches(filter, given)).hasSizeLessThan(100);
    assertThat(mismatches("{$ref: '#/$defs/a', $defs: {a: {$ref: '#/$defs/a'}}}", "1")).isEmpty();
  }
}
