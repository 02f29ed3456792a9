package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.spi.knowledge.KnowledgePage;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * A page as read from its file, without its text.
 *
 * @param blob hash of the file; zero before it is written
 * @param parent number of the page above; 0 at the top
 */
record PageFile(
    long number,
    ObjectId blob,
    long space,
    long parent,
    String title,
    int position,
    Instant createdAt,
    Instant updatedAt) {

  static final String FOLDER = "pages";

  /** The order of a list. */
  static final Comparator<PageFile> ORDER =
      Comparator.comparingInt(PageFile::position).thenComparingLong(PageFile::number);

  private static final int SHELF = 100;

  /** One by its whole file. */
  static PageFile of(long number, byte[] file) {
    return of(number, blob(file), FrontMatter.of(file));
  }

  static PageFile of(long number, ObjectId blob, FrontMatter file) {
    return new PageFile(
        number,
        blob,
        file.number("space"),
        file.number("parent"),
        file.text("title"),
        (int) file.number("position"),
        file.time("createdAt"),
        file.time("updatedAt"));
  }

  byte[] bytes(String body) {
    Json.Obj facts =
        Json.EMPTY
            .with("title", Json.of(title))
            .with("space", Json.of(space))
            .with("parent", Json.of(parent))
            .with("position", Json.of(position))
            .with("createdAt", Json.of(createdAt.toString()))
            .with("updatedAt", Json.of(updatedAt.toString()));
    return new FrontMatter(facts, body).bytes();
  }

  /** As it is once it is written with this text. */
  PageFile with(String body) {
    return of(number, bytes(body));
  }

  private static ObjectId blob(byte[] file) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, file);
    }
  }

  /** Fails where this is not what the caller read before. */
  void require(@Nullable String expected) {
    if (expected != null && !expected.equals(blob.name())) {
      throw KnowledgeContext.conflict(
          "expected",
          "page %d has revision %s by now: read it and decide anew".formatted(number, blob.name()));
    }
  }

  PageFile titled(String value, Instant now) {
    return new PageFile(number, blob, space, parent, value, position, createdAt, now);
  }

  PageFile moved(long toSpace, long toParent, int toPosition, Instant now) {
    return new PageFile(number, blob, toSpace, toParent, title, toPosition, createdAt, now);
  }

  String path() {
    return path(number);
  }

  static String path(long number) {
    return below(FOLDER, number) + ".md";
  }

  /** Where the files of a page's attachments or comments lie; few share a folder. */
  static String below(String folder, long number) {
    return "%s/%02d/%d".formatted(folder, number / SHELF, number);
  }

  KnowledgePage record(KnowledgeContext knowledgeContext, @Nullable String body) {
    return KnowledgePage.builder(knowledgeContext.ref(number), title)
        .space(knowledgeContext.ref(space))
        .parent(parent == 0 ? null : knowledgeContext.ref(parent))
        .body(body)
        .position(position)
        .createdAt(createdAt)
        .updatedAt(updatedAt)
        .revision(blob.name())
        .build();
  }
}
