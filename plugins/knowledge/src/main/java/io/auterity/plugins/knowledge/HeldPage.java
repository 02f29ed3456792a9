package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.spi.knowledge.KnowledgePage;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page as its file tells, without its text.
 *
 * @param blob hash of the file; zero before it is written
 * @param parent number of the page above; 0 at the top
 */
record HeldPage(
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
  static final Comparator<HeldPage> ORDER =
      Comparator.comparingInt(HeldPage::position).thenComparingLong(HeldPage::number);

  private static final int SHELF = 100;

  static HeldPage of(long number, ObjectId blob, FrontMatter file) {
    return new HeldPage(
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

  HeldPage titled(String value, Instant now) {
    return new HeldPage(number, blob, space, parent, value, position, createdAt, now);
  }

  HeldPage moved(long toSpace, long toParent, int toPosition, Instant now) {
    return new HeldPage(number, blob, toSpace, toParent, title, toPosition, createdAt, now);
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

  KnowledgePage record(Desk desk, @Nullable String body) {
    return KnowledgePage.builder(desk.ref(number), title)
        .space(desk.ref(space))
        .parent(parent == 0 ? null : desk.ref(parent))
        .body(body)
        .position(position)
        .createdAt(createdAt)
        .updatedAt(updatedAt)
        .build();
  }
}
