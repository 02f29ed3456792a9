package io.auterity.plugins.documents;

import io.auterity.spi.Ref;
import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A document by its collection and its id there.
 *
 * @param collection ids between slashes, an odd number of them
 */
record DocumentName(String collection, String id) {

  /** Bytes; a name is part of one key, of which the store takes 2,704. */
  private static final int LONGEST = 1_500;

  private static final int MOST_PARTS = 100;

  /** The document that a reference of an input names. */
  static DocumentName of(String field, Ref document) {
    List<String> parts = parts(field, document.id());
    if (parts.size() % 2 != 0) {
      throw Refusal.invalid(
          field, "must be COLLECTION/ID, as users/ada, not '%s'".formatted(document.id()));
    }
    String collection = String.join("/", parts.subList(0, parts.size() - 1));
    return new DocumentName(collection, parts.getLast());
  }

  /** A new document of a collection. */
  static DocumentName in(String collection, String id) {
    checkId("id", id);
    return of("id", Ref.of(collection + "/" + id));
  }

  /** The collection that a reference of an input names. */
  static String collection(String field, Ref collection) {
    List<String> parts = parts(field, collection.id());
    if (parts.size() % 2 == 0) {
      throw Refusal.invalid(
          field, "must name a collection, as users, not '%s'".formatted(collection.id()));
    }
    return collection.id();
  }

  private static List<String> parts(String field, String path) {
    if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw Refusal.invalid(field, "must be at most %d bytes in all".formatted(LONGEST));
    }
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() > MOST_PARTS) {
      throw Refusal.invalid(field, "must have at most %d parts".formatted(MOST_PARTS));
    }
    parts.forEach(part -> checkId(field, part));
    return parts;
  }

  /** Refuses what cannot be an id. */
  static void checkId(String field, String id) {
    if (id.isEmpty() || id.equals(".") || id.equals("..") || id.indexOf('/') >= 0) {
      throw Refusal.invalid(field, "must be an id without a slash, not '%s'".formatted(id));
    }
    checkText(field, id);
  }

  /** Refuses text that the database cannot hold. */
  static void checkText(String field, String text) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!whole || text.indexOf('\0') >= 0) {
      throw Refusal.invalid(field, "must not hold U+0000 or half a surrogate pair");
    }
  }

  /** The document that a collection lies below; empty for one at the top. */
  static String parent(String collection) {
    return collection.substring(0, Math.max(0, collection.lastIndexOf('/')));
  }

  @Override
  public String toString() {
    return collection + "/" + id;
  }
}
