package io.auterity.connector.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.shape.Shapes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirestoreValuesTest {

  private static final String ROOT = "projects/p/databases/(default)/documents";
  private static final Shapes SHAPES = Shapes.ofInputs();

  private static Json json(String text) {
    return new JsonReader(100_000).read(text.getBytes(UTF_8));
  }

  private static Json written(FieldValue value) {
    return FirestoreValues.write(SHAPES.write(value, FieldValue.class), ROOT);
  }

  private static FieldValue read(String value) {
    Json fields = FirestoreValues.read(Json.EMPTY.with("f", json(value)), ROOT);
    return (FieldValue)
        SHAPES.read(Objects.requireNonNull(((Json.Obj) fields).get("f")), FieldValue.class, "f");
  }

  @Test
  void eachValueIsWrittenAsItsTypeAndReadAgain() {
    Map<FieldValue, String> forms = new LinkedHashMap<>();
    forms.put(new FieldValue.Null(), "{'nullValue':'NULL_VALUE'}");
    forms.put(new FieldValue.Bool(false), "{'booleanValue':false}");
    forms.put(new FieldValue.Int64(Long.MAX_VALUE), "{'integerValue':'9223372036854775807'}");
    forms.put(new FieldValue.Float64(1), "{'doubleValue':1.0}");
    forms.put(new FieldValue.Float64(Double.MIN_VALUE), "{'doubleValue':4.9E-324}");
    forms.put(new FieldValue.Float64(Double.NaN), "{'doubleValue':'NaN'}");
    forms.put(new FieldValue.Float64(Double.NEGATIVE_INFINITY), "{'doubleValue':'-Infinity'}");
    forms.put(
        new FieldValue.Timestamp(Instant.parse("2026-11-23T14:00:00.123456Z")),
        "{'timestampValue':'2026-11-23T14:00:00.123456Z'}");
    forms.put(new FieldValue.Text("ä'🚀"), "{'stringValue':'ä\\u0027🚀'}");
    forms.put(FieldValue.Bytes.of(new byte[] {0, -1}), "{'bytesValue':'AP8='}");
    forms.put(
        new FieldValue.Reference("users/ada"),
        "{'referenceValue':'projects/p/databases/(default)/documents/users/ada'}");
    forms.put(
        new FieldValue.GeoPoint(52.5, -13),
        "{'geoPointValue':{'latitude':52.5,'longitude':-13.0}}");
    forms.put(
        new FieldValue.Array(List.of(new FieldValue.Bool(true))),
        "{'arrayValue':{'values':[{'booleanValue':true}]}}");
    forms.put(
        new FieldValue.Map(Map.of("a b", new FieldValue.Map(Map.of()))),
        "{'mapValue':{'fields':{'a b':{'mapValue':{'fields':{}}}}}}");

    forms.forEach(
        (value, form) -> {
          Json expected = json(form.replace('\'', '"'));
          assertThat(written(value)).isEqualTo(expected);
          assertThat(read(expected.toString())).isEqualTo(value);
        });
  }

  @Test
  void whatFirestoreLeavesOutIsItsUsualValue() {
    assertThat(read("{\"arrayValue\":{}}")).isEqualTo(new FieldValue.Array(List.of()));
    assertThat(read("{\"mapValue\":{}}")).isEqualTo(new FieldValue.Map(Map.of()));
    assertThat(read("{\"geoPointValue\":{\"latitude\":1}}"))
        .isEqualTo(new FieldValue.GeoPoint(1, 0));
    assertThat(read("{\"doubleValue\":7}")).isEqualTo(new FieldValue.Float64(7));
    assertThat(read("{\"nullValue\":null}")).isEqualTo(new FieldValue.Null());
  }

  @Test
  void aReferenceToAnotherDatabaseKeepsItsWholeName() {
    String other = "projects/q/databases/d/documents/users/ada";

    assertThat(read("{\"referenceValue\":\"" + other + "\"}"))
        .isEqualTo(new FieldValue.Reference(other));
    assertThat(written(new FieldValue.Reference(other)))
        .isEqualTo(Json.EMPTY.with("referenceValue", Json.of(other)));
  }

  @Test
  void fieldsMayBearTheNamesOfAValuesParts() {
    Json fields = json("{\"type\":{\"type\":\"text\",\"value\":\"x\"}}");

    assertThat(FirestoreValues.write(fields, ROOT))
        .isEqualTo(json("{\"type\":{\"stringValue\":\"x\"}}"));
  }

  @Test
  void changesOfFieldsStandInTheirMaps() {
    Json changes =
        json(
            """
            [{"field": "address.city", "value": {"type": "text", "value": "Kiel"}},
             {"field": "address.`post code`", "value": {"type": "null"}}, {"field": "n", "value": {"type": "bool", "value": true}}]
            """);

    assertThat(FirestoreValues.write(changes, ROOT))
        .isEqualTo(
            json(
                """
                {"address": {"mapValue": {"fields": {"city": {"stringValue": "Kiel"}, "post code": {"nullValue": "NULL_VALUE"}}}},
                 "n": {"booleanValue": true}}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | {'stringValue':'x'}",
        "m.`b c` | {'integerValue':'1'}",
        "m | {'mapValue':{'fields':{'b c':{'integerValue':'1'}}}}"
      },
      quoteCharacter = '~')
  void aFieldIsFoundByItsPath(String path, String expected) {
    Json fields =
        json(
            "{\"a\":{\"stringValue\":\"x\"},\"m\":{\"mapValue\":{\"fields\":{\"b"
                + " c\":{\"integerValue\":\"1\"}}}}}");

    assertThat(FirestoreValues.at(fields, path)).isEqualTo(json(expected.replace('\'', '"')));
    assertThatThrownBy(() -> FirestoreValues.at(fields, path + ".none"))
        .hasMessageContaining(path + ".none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"fieldReferenceValue\":\"x\"}", "{}", "7", "{\"referenceValue\":7}"})
  void whatNoDocumentHoldsIsRefused(String value) {
    assertThatThrownBy(() -> read(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTypeThatFirestoreLacksIsRefusedByName() {
    assertThatThrownBy(
            () -> FirestoreValues.write(json("{\"type\":\"decimal\",\"value\":\"1\"}"), ROOT))
        .hasMessageContaining("decimal");
  }
}
