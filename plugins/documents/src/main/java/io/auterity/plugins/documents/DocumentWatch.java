package io.auterity.plugins.documents;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentEvent;
import io.auterity.spi.documents.DocumentEventType;
import io.auterity.spi.documents.DocumentListening;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch on documents as a stream: first the documents as they stand, then write after write. A
 * position is the number of a write; before the documents have all been told, it is the begin.
 */
final class DocumentWatch implements Events<DocumentEvent> {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BATCH = 100;

  /** Documents that are held at once, of which each may be large. */
  private static final int MOST_READY = 10;

  private static final long SILENT = DocumentStore.WRITES_KEPT / 10;
  private static final String BEGIN = "begin";

  private final DocumentStore documentStore;
  private final String collection;
  private final @Nullable String id;
  private final FieldConditions conditions;
  private final boolean follow;
  private final Call call;
  private final Deque<DocumentEvent> ready = new ArrayDeque<>();
  private long at;
  private long toldAt;
  private boolean begun;
  private @Nullable String told;
  private volatile boolean closed;

  DocumentWatch(DocumentStore documentStore, DocumentListening input, Call call) {
    this.documentStore = documentStore;
    this.call = call;
    this.follow = input.follow() == null || input.follow();
    this.conditions = FieldConditions.of(input.where());
    Ref document = input.document();
    if (document == null) {
      Ref asked = Objects.requireNonNull(input.collection());
      this.collection = DocumentName.collection("collection", asked);
      this.id = null;
    } else {
      DocumentName name = DocumentName.of("document", document);
      this.collection = name.collection();
      this.id = name.id();
    }
    String from = input.from();
    this.begun = from != null && !from.equals(BEGIN);
    this.at = from == null || !begun ? documentStore.last() : number(from);
    this.toldAt = at;
    if (begun) {
      documentStore.writesAfter(at, 1);
    }
  }

  private static long number(String from) {
    if (!from.matches("[0-9]{1,18}")) {
      throw Refusal.invalid("from", "is no position of a stream: '%s'".formatted(from));
    }
    return Long.parseLong(from);
  }

  @Override
  public @Nullable DocumentEvent next() {
    checkOpen();
    while (ready.isEmpty()) {
      checkOpen();
      if (!begun) {
        begin();
      } else if (!goneOn()) {
        if (!follow) {
          return null;
        }
        call.pause(PAUSE);
      }
    }
    return ready.remove();
  }

  private void checkOpen() {
    if (closed) {
      throw new CallFailedException(FailureCode.CANCELLED, "the stream was left");
    }
    Cancelled.check(call);
  }

  /** Some documents as they stand; behind the last of all a position leads on to the writes. */
  private void begin() {
    List<DocumentRow> some =
        id == null
            ? documentStore.some(collection, told, MOST_READY)
            : documentStore.get(new DocumentName(collection, id)).stream().toList();
    begun = id != null || some.size() < MOST_READY;
    told = some.isEmpty() ? told : some.getLast().name().id();
    some.stream()
        .filter(document -> conditions.hold(document.fields()))
        .forEach(document -> ready.add(stands(BEGIN, document)));
    if (begun) {
      position();
    }
  }

  private void position() {
    ready.add(new DocumentEvent(Long.toString(at), DocumentEventType.POSITION, null, null));
    toldAt = at;
  }

  /** Whether there was something to read or tell; of writes that do not fit, the position. */
  private boolean goneOn() {
    boolean more = read();
    boolean silent = ready.isEmpty() && at - toldAt >= (more || follow ? SILENT : 1);
    if (silent) {
      position();
    }
    return more || silent;
  }

  private DocumentEvent stands(String position, DocumentRow document) {
    return new DocumentEvent(
        position,
        DocumentEventType.STANDS,
        documentStore.ref(document.name()),
        document.told(documentStore.provider()));
  }

  /** Whether there were writes to look at. */
  private boolean read() {
    List<DocumentStore.Write> writes = documentStore.writesAfter(at, BATCH);
    for (DocumentStore.Write write : writes) {
      boolean followed =
          write.name().collection().equals(collection)
              && (id == null || id.equals(write.name().id()));
      if (followed) {
        told(write);
      }
      at = write.number();
      if (ready.size() >= MOST_READY) {
        break;
      }
    }
    return !writes.isEmpty();
  }

  private void told(DocumentStore.Write write) {
    String position = Long.toString(write.number());
    Optional<DocumentRow> now =
        documentStore.get(write.name()).filter(held -> conditions.hold(held.fields()));
    if (now.isPresent()) {
      toldAt = write.number();
      ready.add(stands(position, now.get()));
    } else if (write.was()) {
      toldAt = write.number();
      ready.add(
          new DocumentEvent(
              position, DocumentEventType.GONE, documentStore.ref(write.name()), null));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
