package io.auterity.spi.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldValueTest {

  private static final Shapes SHAPES = Shapes.ofInputs();

  static Stream<FieldValue> values() {
    return Stream.of(
        new FieldValue.Null(),
        new FieldValue.Bool(true),
        new FieldValue.Int64(Long.MAX_VALUE),
        new FieldValue.Int64(Long.MIN_VALUE),
        new FieldValue.Float64(1),
        new FieldValue.Float64(0.1),
        new FieldValue.Float64(Double.NaN),
        new FieldValue.Float64(Double.NEGATIVE_INFINITY),
        new FieldValue.Timestamp(Instant.parse("2026-11-23T14:00:00.123456789Z")),
        new FieldValue.Text("日本 🚀"),
        FieldValue.Bytes.of("bytes".getBytes(StandardCharsets.UTF_8)),
        new FieldValue.Reference("users/ada"),
        new FieldValue.GeoPoint(52.5, 13.4),
        new FieldValue.Array(
            List.of(new FieldValue.Map(Map.of("a", new FieldValue.Array(List.of()))))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void comesBackFromJsonAsItWas(FieldValue value) {
    Json json = SHAPES.write(value, FieldValue.class);

    assertThat(SHAPES.read(json, FieldValue.class, "value")).isEqualTo(value);
  }

  @Test
  void numbersAreTextSoThatNoReaderRoundsThem() {
    assertThat(SHAPES.write(new FieldValue.Int64(Long.MAX_VALUE), FieldValue.class))
        .hasToString("{\"type\":\"int64\",\"value\":\"9223372036854775807\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"int64\",\"value\":\"9223372036854775808\"}",
        "{\"type\":\"int64\",\"value\":\"1.0\"}",
        "{\"type\":\"float64\",\"value\":\"0x1p3\"}",
        "{\"type\":\"float64\",\"value\":\"1e400\"}",
        "{\"type\":\"float64\",\"value\":\"-1e400\"}",
        "{\"type\":\"bytes\",\"value\":\"a\"}"
      })
  void refusesWhatIsNoValueOfItsType(String json) {
    String type = json.substring(9, json.indexOf('"', 9));
    String value = json.substring(json.lastIndexOf(':') + 2, json.length() - 2);
    Json.Obj read = Json.EMPTY.with("type", Json.of(type)).with("value", Json.of(value));

    assertThatThrownBy(() -> SHAPES.read(read, FieldValue.class, "value"))
        .isInstanceOf(CallFailedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x1p3", " 1", "1e400"})
  void aNumberThatIsNoneOrDoesNotFitIsNotMade(String text) {
    assertThatThrownBy(() -> new FieldValue.Float64(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void theSameBytesAreTheSameValue() {
    assertThat(new FieldValue.Bytes("AA")).isEqualTo(new FieldValue.Bytes("AA=="));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, false, false, false",
    "CREATE, true, true, false",
    "CREATE, true, false, true",
    "PUT, false, false, false",
    "PUT, true, true, false",
    "UPDATE, false, false, true",
    "UPDATE, true, true, false",
    "DELETE, true, false, false",
    "DELETE, false, true, false"
  })
  void aWriteSaysWhatItsActionTakesAlone(
      WriteAction action, boolean fields, boolean remove, boolean expected) {
    assertThatThrownBy(
            () ->
                new DocumentWrite(
                    action,
                    Ref.of("users/ada"),
                    fields ? Map.of() : null,
                    null,
                    remove ? List.of("ssn") : null,
                    expected ? "7" : null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(action.name());
  }

  @Test
  void anEventNamesADocumentUnlessItTellsAPosition() {
    assertThatThrownBy(
            () -> new DocumentEvent("7", DocumentEventType.POSITION, Ref.of("users/ada"), null))
        .hasMessageContaining("document");
    assertThatThrownBy(() -> new DocumentEvent("7", DocumentEventType.GONE, null, null))
        .hasMessageContaining("document");
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    FieldValue deep = new FieldValue.Null();
    for (int i = 0; i < 100; i++) {
      deep = new FieldValue.Array(List.of(deep));
    }
    Json json = SHAPES.write(deep, FieldValue.class);

    assertThatThrownBy(() -> SHAPES.read(json, FieldValue.class, "value"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().fields().toString()).contains("32 times"));
  }

  @Test
  void itsSchemaDefinesWhatHoldsItself() {
    Json.Obj schema = SHAPES.schema(DocumentPut.class);

    assertThat(schema.get("$defs")).asString().contains("FieldValue", "geo_point");
  }

  @Test
  void fieldsKeepTheirOrder() {
    Json.Obj fields =
        Json.EMPTY
            .with("z", SHAPES.write(new FieldValue.Null(), FieldValue.class))
            .with("a", SHAPES.write(new FieldValue.Null(), FieldValue.class));
    Json.Obj input = Json.EMPTY.with("document", Json.of("users/ada")).with("fields", fields);

    DocumentPut read = (DocumentPut) SHAPES.read(input, DocumentPut.class, "input");

    assertThat(read.fields().keySet()).containsExactly("z", "a");
  }

  @Test
  void aTransactionIsBoundedAndWritesEachDocumentOnce() {
    DocumentWrite write = new DocumentWrite(WriteAction.PUT, Ref.of("users/ada"), Map.of());
    List<Ref> many = Stream.generate(() -> Ref.of("users/ada")).limit(101).toList();

    assertThatThrownBy(() -> new DocumentTransaction(many, null, null))
        .hasMessageContaining("at most 100, not 101");
    assertThatThrownBy(() -> new DocumentTransaction(null, null, List.of(write, write)))
        .hasMessageContaining("once");
  }

  @Test
  void aStreamFollowsEitherACollectionOrADocument() {
    Json.Obj both =
        Json.EMPTY.with("collection", Json.of("users")).with("document", Json.of("users/ada"));

    for (Json.Obj input : List.of(Json.EMPTY, both)) {
      assertThatThrownBy(() -> SHAPES.read(input, DocumentListening.class, "input"))
          .isInstanceOfSatisfying(
              CallFailedException.class,
              e -> assertThat(all(e.failure())).contains("either a collection or a document"));
    }
  }

  private static String all(Failure failure) {
    return failure.message() + failure.fields();
  }
}
