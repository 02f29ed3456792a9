package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.learn.Head;
import io.auterity.toolkit.learn.Labelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A head that learns from the provider's documents {@code example}, each a text and its label. The
 * same examples make the same head. Vectors that were made are kept, so that a lesson that was
 * broken off goes on where it was.
 */
final class ExampleLesson implements HeadLesson {

  private static final String COLLECTION = "example";
  private static final int PAGE = 1_000;
  private static final int MOST = 2_000;
  private static final long SEED = 1;

  private final String provider;
  private final Documents documents;
  private final Embedder embedder;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
  private final ReentrantLock lesson = new ReentrantLock();
  private volatile @Nullable Learned learned;

  /** A head, and the examples that it knows. */
  private record Learned(List<String> examples, Head head) {}

  ExampleLesson(String provider, Documents documents, Embedder embedder) {
    this.provider = provider;
    this.documents = documents;
    this.embedder = embedder;
  }

  /** The head as it was last learned, or learned now. */
  @Override
  public Head learned(Call call) {
    Learned known = learned;
    return known == null ? learn(call) : known.head();
  }

  /**
   * Learns what is new; where time is too short for it, the head stays and the next look goes on.
   */
  @Override
  public void refresh(Call call) {
    try {
      var _ = learn(call);
    } catch (CallFailedException e) {
      if (learned == null || e.failure().code() != FailureCode.TIMEOUT) {
        throw e;
      }
    }
  }

  /**
   * Learns anew when there are other examples than before.
   *
   * @throws CallFailedException {@code unsupported} while there are too few
   */
  private Head learn(Call call) {
    enter(call);
    try {
      List<Document> examples = examples();
      List<String> ids = examples.stream().map(Document::id).toList();
      Learned known = learned;
      if (known != null && known.examples().equals(ids)) {
        return known.head();
      }
      Head head = head(examples, call);
      vectors.keySet().retainAll(Set.copyOf(ids));
      learned = new Learned(ids, head);
      return head;
    } finally {
      lesson.unlock();
    }
  }

  private void enter(Call call) {
    try {
      if (!lesson.tryLock(call.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw LocalErrors.learning();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted while waiting");
    }
  }

  private List<Document> examples() {
    List<Document> all = new ArrayList<>();
    List<Document> page;
    do {
      String after = all.isEmpty() ? null : all.getLast().id();
      page = documents.list(COLLECTION, Json.EMPTY, after, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  private Head head(List<Document> examples, Call call) {
    List<Labelled> rows = examples.stream().map(example -> row(example, call)).toList();
    Cancelled.check(call);
    Set<String> labels = rows.stream().map(Labelled::label).collect(Collectors.toSet());
    if (rows.size() < Head.LEAST_ROWS || labels.size() < 2) {
      throw LocalErrors.tooFew(provider, rows.size(), labels.size(), withdrawn());
    }
    return Head.train(rows, SEED).head();
  }

  private String withdrawn() {
    return documents
        .get(TextLearner.DOCUMENTS, TextLearner.WITHDRAWN)
        .map(Document::body)
        .map(
            last ->
                "; version %s of its head was withdrawn (%s)"
                    .formatted(TextLearner.version(last), last.text(TextLearner.WITHDRAWN)))
        .orElse("");
  }

  private Labelled row(Document example, Call call) {
    try {
      Fields fields = Fields.of(example.body());
      String text = LocalEmbedder.read(fields.text("text"));
      String label = fields.text("label");
      float[] vector =
          vectors.computeIfAbsent(example.id(), _ -> embedder.embed(text, call).vector());
      return new Labelled(text, vector, label);
    } catch (CallFailedException e) {
      throw e.failure().code() == FailureCode.INVALID
          ? LocalErrors.damaged(example.id(), e.failure())
          : e;
    }
  }
}
