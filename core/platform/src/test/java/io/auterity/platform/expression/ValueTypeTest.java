package io.auterity.platform.expression;

import static io.auterity.platform.expression.JsonValues.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Mismatch;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueTypeTest {

  private static Json.Obj typed(String name) {
    return object("type", name);
  }

  private static Json.Obj either(Json.Obj... forms) {
    return object("anyOf", new Json.Arr(List.of(forms)));
  }

  private static Json.Obj closed(Json.Obj properties, String... required) {
    return object(
        "type",
        "object",
        "properties",
        properties,
        "required",
        new Json.Arr(List.of(required).stream().map(Json::of).toList()));
  }

  @Property(tries = 200)
  void everyValueFitsItsOwnType(@ForAll("values") Json value) {
    ValueType type = ValueType.of(value);

    assertThat(type.mismatches(type)).isEmpty();
    assertThat(Scalar.ANY.mismatches(type)).isEmpty();
    assertThat(type.mismatches(Scalar.ANY)).isEmpty();
  }

  @Provide
  Arbitrary<Json> values() {
    return JsonValues.any();
  }

  @Test
  void anObjectSchemaIsClosedUnlessItSaysOtherwise() {
    Json.Obj properties = object("a", typed("string"));

    assertThat(ValueType.ofSchema(closed(properties, "a")))
        .isEqualTo(new Struct(Map.of("a", new Struct.Field(Scalar.TEXT, true))));
    assertThat(ValueType.ofSchema(closed(properties).with("additionalProperties", Json.of(true))))
        .isEqualTo(new MapOf(Scalar.ANY));
    assertThat(ValueType.ofSchema(typed("object").with("additionalProperties", typed("integer"))))
        .isEqualTo(new MapOf(Scalar.INT));
    assertThat(ValueType.ofSchema(typed("object"))).isEqualTo(new MapOf(Scalar.ANY));
  }

  @Test
  void schemasOfListsNullsChoicesAndReferencesHaveTypes() {
    Json.Obj nullable = object("type", new Json.Arr(List.of(Json.of("string"), Json.of("null"))));
    Json.Obj choice = object("enum", new Json.Arr(List.of(Json.of("a"), Json.of("b"))));
    Json.Obj referring =
        object("$ref", "#/$defs/node").with("$defs", object("node", typed("number")));

    assertThat(ValueType.ofSchema(typed("array").with("items", typed("boolean"))))
        .isEqualTo(new ListOf(Scalar.BOOL));
    assertThat(ValueType.ofSchema(nullable)).isEqualTo(new Nullable(Scalar.TEXT));
    assertThat(ValueType.ofSchema(either(typed("string"), typed("null"))))
        .isEqualTo(new Nullable(Scalar.TEXT));
    assertThat(ValueType.ofSchema(either(typed("null"), typed("array"))))
        .isEqualTo(new Nullable(new ListOf(Scalar.ANY)));
    assertThat(ValueType.ofSchema(either(typed("integer"), typed("string")))).isEqualTo(Scalar.ANY);
    assertThat(ValueType.ofSchema(choice)).isEqualTo(Scalar.TEXT);
    assertThat(ValueType.ofSchema(referring)).isEqualTo(Scalar.NUMBER);
    assertThat(ValueType.ofSchema(Json.EMPTY)).isEqualTo(Scalar.ANY);
  }

  @Test
  void aSchemaThatRefersToItselfEnds() {
    Json.Obj node = closed(object("next", object("$ref", "#")));

    assertThat(ValueType.ofSchema(node)).isInstanceOf(Struct.class);
  }

  @Test
  void eachPlaceThatDoesNotFitIsNamed() {
    ValueType target =
        ValueType.ofSchema(
            closed(object("title", typed("string"), "project", typed("string")), "title"));
    ValueType source = ValueType.of(object("titel", "x", "project", 3));

    assertThat(target.mismatches(source))
        .containsExactly(
            new Mismatch("title", "'title' is required", "add 'title', text"),
            new Mismatch("project", "expects text, gets integer", "give text"),
            new Mismatch("titel", "there is no field 'titel'", "did you mean 'title'?"));
  }

  @Test
  void aListOfTheWrongItemsIsNamedByItsItems() {
    assertThat(new ListOf(Scalar.TEXT).mismatches(new ListOf(Scalar.INT)))
        .extracting(Mismatch::path)
        .containsExactly("[]");
    assertThat(new ListOf(Scalar.TEXT).mismatches(Scalar.TEXT)).hasSize(1);
  }

  @Test
  void whatMayTurnOutRightIsNotRefused() {
    assertThat(Scalar.NUMBER.mismatches(Scalar.INT)).isEmpty();
    assertThat(Scalar.INT.mismatches(Scalar.NUMBER)).isEmpty();
    assertThat(Scalar.TEXT.mismatches(new Nullable(Scalar.TEXT))).isEmpty();
    assertThat(new Nullable(Scalar.TEXT).mismatches(Scalar.NULL)).isEmpty();
    assertThat(Scalar.INT.mismatches(Scalar.DOUBLE)).hasSize(1);
    assertThat(Scalar.TEXT.mismatches(Scalar.DURATION)).isEmpty();
    assertThat(new MapOf(Scalar.TEXT).mismatches(ValueType.of(object("a", "b")))).isEmpty();
    assertThat(new MapOf(Scalar.TEXT).mismatches(ValueType.of(object("a", 1)))).hasSize(1);
  }

  @Test
  void ofATypeOfTooManyPartsNothingIsKnown() {
    ValueType type = ValueType.Scalar.TEXT;
    for (int i = 0; i < 14; i++) {
      type = ValueType.Struct.required(Map.of("a", type, "b", type));
      type = type.bounded();
    }

    assertThat(type.bounded()).isSameAs(type);
    assertThat(type.toString().length()).isLessThan(2_000);
  }

  @Test
  void referencesThatDoubleAreAsFewPartsAsAnyType() {
    Json.Obj defs = Json.EMPTY.with("d60", Json.EMPTY.with("type", Json.of("string")));
    for (int i = 0; i < 60; i++) {
      Json next = Json.EMPTY.with("$ref", Json.of("#/$defs/d" + (i + 1)));
      defs =
          defs.with(
              "d" + i,
              Json.EMPTY
                  .with("type", Json.of("object"))
                  .with("properties", Json.EMPTY.with("a", next).with("b", next)));
    }
    Json.Obj schema = Json.EMPTY.with("$ref", Json.of("#/$defs/d0")).with("$defs", defs);

    assertThat(ValueType.ofSchema(schema)).isNotNull();
    assertThat(JsonSchema.problems(schema)).isEmpty();
  }
}
