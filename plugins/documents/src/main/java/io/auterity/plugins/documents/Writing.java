package io.auterity.plugins.documents;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.FailureCode;
import io.auterity.spi.documents.DocumentCheck;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldChange;
import io.auterity.spi.documents.FieldPath;
import io.auterity.spi.documents.FieldValue;
import io.auterity.toolkit.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writes of one transaction in the database of a provider, at one time. */
record Writing(Writer writer, String provider, Instant now) {

  /** Stores a new document. */
  DocumentRow create(DocumentName name, Map<String, FieldValue> fields) {
    if (DocumentStore.get(writer, name).isPresent()) {
      throw Refusal.of(
          FailureCode.CONFLICT, "document", "there is a document %s already".formatted(name));
    }
    return store(name, fields, Optional.empty());
  }

  /** The document as it stands after the write; empty when it is gone. */
  Optional<DocumentRow> apply(DocumentWrite write) {
    DocumentName name = DocumentName.of("document", write.document());
    Map<String, FieldValue> fields = Objects.requireNonNullElse(write.fields(), Map.of());
    Optional<DocumentRow> before = DocumentStore.get(writer, name);
    requireRevision(name, before, write.expected());
    return switch (write.action()) {
      case CREATE -> Optional.of(create(name, fields));
      case PUT -> Optional.of(store(name, fields, before));
      case UPDATE -> {
        DocumentRow present = before.orElseThrow(() -> unknown(name));
        yield Optional.of(store(name, merged(present, write), before));
      }
      case DELETE -> {
        before.ifPresent(this::delete);
        yield Optional.empty();
      }
      default -> throw unsupported("action", "action " + write.action());
    };
  }

  private static Map<String, FieldValue> merged(DocumentRow before, DocumentWrite write) {
    NestedFields merged = new NestedFields(before.fields());
    for (FieldChange change : Objects.requireNonNullElse(write.set(), List.<FieldChange>of())) {
      merged = merged.with(change.path(), change.value());
    }
    for (String field : Objects.requireNonNullElse(write.remove(), List.<String>of())) {
      merged = merged.without(FieldPath.of(field));
    }
    return merged.fields();
  }

  private DocumentRow store(
      DocumentName name, Map<String, FieldValue> fields, Optional<DocumentRow> before) {
    DocumentRow.check(fields);
    DocumentRow made =
        new DocumentRow(
            name,
            fields,
            DocumentStore.number(writer),
            before.map(DocumentRow::createdAt).orElse(now),
            now);
    DocumentStore.put(writer, before, made);
    String type = before.isPresent() ? WriteEvents.UPDATED : WriteEvents.CREATED;
    WriteEvents.raise(writer, type, made.told(provider));
    return made;
  }

  private void delete(DocumentRow held) {
    DocumentStore.delete(writer, held, DocumentStore.number(writer));
    WriteEvents.raise(writer, WriteEvents.DELETED, held.told(provider));
  }

  /** Refuses to go on unless it holds. */
  void require(DocumentCheck check) {
    DocumentName name = DocumentName.of("checks", check.document());
    Optional<DocumentRow> held = DocumentStore.get(writer, name);
    if (held.isPresent() != check.exists()) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          "checks",
          "there is %s document %s".formatted(held.isPresent() ? "a" : "no", name));
    }
    requireRevision(name, held, check.revision());
  }

  private static void requireRevision(
      DocumentName name, Optional<DocumentRow> held, @Nullable String expected) {
    if (expected == null) {
      return;
    }
    DocumentRow present = held.orElseThrow(() -> unknown(name));
    if (!expected.equals(Long.toString(present.revision()))) {
      throw Refusal.of(
          FailureCode.CONFLICT,
          "expected",
          "document %s has revision %d by now, not %s: read it again"
              .formatted(name, present.revision(), expected));
    }
  }

  /** Of what came into the interface after this database was made. */
  static CallFailedException unsupported(String field, String what) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, field, "this database does not know the %s".formatted(what));
  }

  static CallFailedException unknown(DocumentName name) {
    return Refusal.of(FailureCode.NOT_FOUND, "document", "there is no document %s".formatted(name));
  }
}
