package io.auterity.plugins.messaging;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A line of messages: those of a channel that are in no thread, or those of a thread. Documents are
 * listed oldest first, and people read the newest; so messages of a line have numbers, and a
 * hundred of them a bucket that is read at once.
 *
 * @param owner the channel, or the message whose thread it is, which knows the last number
 */
record MessageLine(Document owner) {

  static final String BUCKET = "bucket";

  private static final String NUMBER = "number";
  private static final String LAST = "last";
  private static final int IN_BUCKET = 100;
  private static final int MOST_BUCKETS = 20;

  private long last() {
    return number(owner.body(), LAST);
  }

  private static long number(Json.Obj body, String name) {
    return body.get(name) instanceof Json.Int(long value) ? value : 0;
  }

  private String bucket(long number) {
    return "%s/%s/%d".formatted(owner.collection(), owner.id(), number / IN_BUCKET);
  }

  /** Tells the owner of one message more, and gives the place of that: the body that it begins. */
  Json.Obj add(Writer writer) {
    long next = last() + 1;
    writer.put(
        new Document(owner.collection(), owner.id(), owner.body().with(LAST, Json.of(next))));
    return Json.EMPTY.with(NUMBER, Json.of(next)).with(BUCKET, Json.of(bucket(next)));
  }

  /** A page, newest first; one that went through many that do not fit may hold few. */
  Page<Document> page(
      Documents documents, @Nullable Cursor cursor, int limit, Predicate<Document> fits) {
    long number = cursor == null ? last() : place(cursor);
    List<Document> found = new ArrayList<>();
    for (int i = 0; i < MOST_BUCKETS && number > 0; i++) {
      for (Document each : newestFirst(documents, number)) {
        if (!fits.test(each)) {
          continue;
        }
        if (found.size() == limit) {
          return new Page<>(found, new Cursor(Long.toString(number(each.body(), NUMBER))));
        }
        found.add(each);
      }
      number = number / IN_BUCKET * IN_BUCKET - 1;
    }
    return new Page<>(found, number > 0 ? new Cursor(Long.toString(number)) : null);
  }

  private List<Document> newestFirst(Documents documents, long from) {
    Json.Obj filter = Json.EMPTY.with(BUCKET, Json.of(bucket(from)));
    return documents.list(Messages.COLLECTION, filter, null, IN_BUCKET).reversed().stream()
        .filter(each -> number(each.body(), NUMBER) <= from)
        .toList();
  }

  private long place(Cursor cursor) {
    try {
      return Math.min(Long.parseLong(cursor.value()), last());
    } catch (NumberFormatException e) {
      throw refused();
    }
  }

  private static CallFailedException refused() {
    return Refusal.invalid("cursor", "names no place of this list: begin again without a cursor");
  }
}
