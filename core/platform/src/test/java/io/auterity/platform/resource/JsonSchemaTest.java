package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {

  private final JsonSchema schema =
      schema(
          """
          {"type": "object", "required": ["connector"], "additionalProperties": false,
           "properties": {
             "connector": {"type": "string"},
             "slots": {"type": "integer", "minimum": 1},
             "mode": {"enum": ["fast", "slow"]},
             "faults": {"type": "array", "items": {"$ref": "#/$defs/fault"}},
             "auth": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["secret"]}]}},
           "$defs": {"fault": {"type": "object", "additionalProperties": false,
             "properties": {"from": {"type": "string", "format": "date-time"}, "until": {}}}}}
          """);

  @Test
  void tellsTheFirstOfManyProblems() {
    String many = String.join(", ", Collections.nCopies(30_000, "{\"x\": 1}"));

    List<Problem> found = schema.check(json("{\"connector\": \"c\", \"faults\": [" + many + "]}"));

    assertThat(found).hasSize(101);
    assertThat(found.getFirst().path()).isEqualTo("faults[0].x");
    assertThat(found.getLast().rule()).isEqualTo("there are more than these 100 problems");
  }

  @Test
  void tellsWhyNoFormFitsAValueOfManyProblems() {
    JsonSchema choice =
        schema(
            """
            {"anyOf": [{"type": "array", "items": {"type": "string", "minLength": 2}},
                       {"type": "object"}]}
            """);
    String many = String.join(", ", Collections.nCopies(30_000, "1"));

    assertThat(choice.check(json("[" + many + "]"))).hasSizeLessThan(102).isNotEmpty();
  }

  @Test
  void cutsLongNames() {
    String name = "n".repeat(40_000);

    List<Problem> found = schema.check(json("{\"connector\": \"c\", \"" + name + "\": 1}"));

    assertThat(found).singleElement().extracting(Problem::rule).isEqualTo("is unknown");
    assertThat(found.getFirst().path()).hasSizeLessThan(5_000);
  }

  @Test
  void findsNothingWrongWithWhatFits() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"slots\": 3}"))).isEmpty();
  }

  @Test
  void namesAnAbsentFieldByItsOwnPath() {
    assertThat(schema.check(json("{}")))
        .containsExactly(new Problem("connector", "is required", "add it"));
  }

  @Test
  void suggestsTheNearestNameForAnUnknownOne() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"slot\": 3}")))
        .containsExactly(new Problem("slot", "is unknown", "did you mean 'slots'?"));
  }

  @Test
  void suggestsTheNearestNameInsideReferredSchemas() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"faults\": [{\"fro\": \"\"}]}")))
        .containsExactly(new Problem("faults[0].fro", "is unknown", "did you mean 'from'?"));
  }

  @Test
  void tellsToQuoteWhatMustBeText() {
    assertThat(schema.check(json("{\"connector\": 5}")))
        .containsExactly(
            new Problem("connector", "must be string, not integer", "put it in quotes"));
  }

  @Test
  void suggestsTheNearestChoice() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"mode\": \"fats\"}")))
        .containsExactly(new Problem("mode", "must be one of fast, slow", "did you mean 'fast'?"));
  }

  @Test
  void saysWhichWayABoundIsCrossed() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"slots\": 0}")))
        .containsExactly(new Problem("slots", "must have a minimum value of 1", "raise it"));
  }

  @ParameterizedTest
  @CsvSource({"1e19, ''", "1e300, ''", "-1e19, raise it", "0.0, raise it"})
  void comparesWholeNumbersBeyond64BitsWithABound(double value, String fix) {
    JsonSchema bounded = JsonSchema.of((Json.Obj) json("{\"type\": \"integer\", \"minimum\": 1}"));

    assertThat(bounded.check(Json.of(value)))
        .extracting(Problem::fix)
        .isEqualTo(fix.isEmpty() ? List.of() : List.of(fix));
  }

  @Test
  void checksFormats() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"faults\": [{\"from\": \"now\"}]}")))
        .extracting(Problem::path)
        .containsExactly("faults[0].from");
  }

  @Test
  void tellsOnceThatNoFormFits() {
    assertThat(schema.check(json("{\"connector\": \"x\", \"auth\": 3}")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("auth");
              assertThat(problem.fix()).contains("string expected").contains("object expected");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"properties": {"n": {"type": "string", "pattern": "["}}} | properties.n.pattern
          {"properties": {"n": {"pattern": "(a)\\\\1"}}}           | properties.n.pattern
          {"properties": {"n": {"pattern": "a(?=b)"}}}             | properties.n.pattern
          {"properties": {"n": {"items": 5}}}                      | properties.n.items
          {"properties": {"n": {"anyOf": 3}}}                      | properties.n.anyOf
          {"properties": {"n": {"minimum": "x"}}}                  | properties.n.minimum
          {"properties": {"n": {"$id": "::"}}}                     | properties.n.$id
          {"$schema": "http://example.org/own"}                    | $schema
          {"properties": {"n": {"$dynamicRef": "#n"}}}             | properties.n.$dynamicRef
          {"properties": {"n": {"$ref": "#/$defs/none"}}}          | properties.n.$ref
          {"properties": {"n": {"$ref": "file:///etc/passwd"}}}    | properties.n.$ref
          {"properties": {"n": {"$ref": "#/properties/n"}}}        | properties.n.$ref
          {"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}}     | $defs.a.anyOf[0].$ref
          """)
  void saysWhereASchemaIsNone(String schema, String path) {
    assertThat(JsonSchema.problems((Json.Obj) json(schema)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo(path));
  }

  @Test
  void aPatternThatIsHardForBacktrackingIsCheckedAtOnce() {
    JsonSchema schema = JsonSchema.of((Json.Obj) json("{\"pattern\": \"^(a+)+$\"}"));

    assertThat(schema.check(Json.of("a".repeat(100_000) + "b"))).hasSize(1);
    assertThat(schema.check(Json.of("a".repeat(100_000)))).isEmpty();
  }

  @Test
  void findsNothingWrongWithASchemaThatHoldsItselfDeeper() {
    Json tree =
        json(
            """
            {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "properties": {
              "$ref": {"type": "string"}, "leaves": {"items": {"$ref": "#/$defs/tree"}}}}}}
            """);

    assertThat(JsonSchema.problems((Json.Obj) tree)).isEmpty();
  }

  @Test
  void doesNotCompileWhatRefersToNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schema("{\"properties\": {\"n\": {\"$ref\": \"#/$defs/none\"}}}"))
        .withMessageContaining("$defs/none");
  }

  private static JsonSchema schema(String text) {
    return JsonSchema.of((Json.Obj) json(text));
  }

  private static Json json(String text) {
    return new JsonReader(10_000).read(text.getBytes(StandardCharsets.UTF_8));
  }
}
