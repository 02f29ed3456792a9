package io.auterity.plugins.documents;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.shape.Shapes;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stored row of a document.
 *
 * @param revision number of the write that made it so
 */
record DocumentRow(
    DocumentName name,
    Map<String, FieldValue> fields,
    long revision,
    Instant createdAt,
    Instant updatedAt) {

  private static final String FIELDS = "fields";
  private static final int LARGEST = 1_000_000;
  private static final int LONGEST_NAME = 1_500;
  private static final long OF_ANY = 50;
  private static final Shapes SHAPES = Shapes.ofInputs();

  /** Refuses fields that cannot be stored. */
  static void check(Map<String, FieldValue> fields) {
    fields.forEach(DocumentRow::check);
    int size = json(fields).toString().length();
    if (size > LARGEST) {
      throw Refusal.invalid(
          FIELDS, "must be at most %d characters of JSON, not %d".formatted(LARGEST, size));
    }
  }

  private static void check(String name, FieldValue value) {
    DocumentName.checkText(FIELDS, name);
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          FIELDS, "must have names of 1 to %d characters".formatted(LONGEST_NAME));
    }
    check(value);
  }

  private static void check(FieldValue value) {
    switch (value) {
      case FieldValue.Text(String text) -> DocumentName.checkText(FIELDS, text);
      case FieldValue.Reference(String path) -> DocumentName.of(FIELDS, Ref.of(path));
      case FieldValue.Array(var items) -> items.forEach(DocumentRow::check);
      case FieldValue.Map(var inner) -> inner.forEach(DocumentRow::check);
      default -> {}
    }
  }

  /** Fields as they are stored. */
  static Json.Obj json(Map<String, FieldValue> fields) {
    Map<String, Json> written = new LinkedHashMap<>();
    fields.forEach((name, value) -> written.put(name, SHAPES.write(value, FieldValue.class)));
    return new Json.Obj(written);
  }

  /** Fields that were stored. */
  static Map<String, FieldValue> fields(Json.Obj json) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    json.fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    (FieldValue)
                        SHAPES.read(value, FieldValue.class, "the stored field '" + name + "'")));
    return fields;
  }

  /** About how many bytes it takes. */
  long weight() {
    return weight(new FieldValue.Map(fields));
  }

  private static long weight(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> OF_ANY + text.length();
      case FieldValue.Bytes(String base64) -> OF_ANY + base64.length();
      case FieldValue.Reference(String path) -> OF_ANY + path.length();
      case FieldValue.Array(var items) -> items.stream().mapToLong(DocumentRow::weight).sum();
      case FieldValue.Map(var inner) ->
          inner.entrySet().stream()
              .mapToLong(each -> OF_ANY + each.getKey().length() + weight(each.getValue()))
              .sum();
      default -> OF_ANY;
    };
  }

  Json.Obj body() {
    return Json.EMPTY
        .with(FIELDS, json(fields))
        .with("revision", Json.of(revision))
        .with("createdAt", Json.of(createdAt.toString()))
        .with("updatedAt", Json.of(updatedAt.toString()));
  }

  static DocumentRow read(DocumentName name, Document stored) {
    Fields body = Fields.of(stored.body());
    return new DocumentRow(
        name,
        fields(body.object(FIELDS)),
        stored.body().get("revision") instanceof Json.Int(long number) ? number : 0,
        Instant.parse(body.text("createdAt")),
        Instant.parse(body.text("updatedAt")));
  }

  StoredDocument told(String provider) {
    return new StoredDocument(
        new Ref(provider, name.toString()),
        name.id(),
        fields,
        Long.toString(revision),
        createdAt,
        updatedAt);
  }
}
