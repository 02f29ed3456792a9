package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeConfig.Embedding;
import io.auterity.plugins.knowledge.PassageDocuments.Known;
import io.auterity.plugins.knowledge.PassageDocuments.Near;
import io.auterity.plugins.knowledge.TextVectors.Made;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of all pages' passages, on the disk beside the index of words, and apart from it:
 * words are made anew of the pages for nothing, vectors cost.
 *
 * <p>A vector is kept under its page and the digest of its text. Of each page whose passages all
 * have one the index holds the hash of its file; what is compared with the pages, and when, is as
 * with the words. Vectors of another model, or of another length, are dropped as a whole.
 */
final class PassageIndex {

  private static final String FORM = "form";
  private static final String PRESENT_FORM = "1";
  private static final String ASKED = "asked";
  private static final String MODEL = "model";
  private static final String DIMENSIONS = "dimensions";
  private static final String HEAD = "head";

  /** So many passages are compared; they are of as many pages at most. */
  private static final int NEAREST = 200;

  /** What one vector takes beside its numbers: its keys, and its place in the graph. */
  private static final long OVERHEAD = 1_000;

  private final KnowledgeContext knowledgeContext;
  private final Embedding model;
  private final ReentrantLock indexing = new ReentrantLock();

  /** As long as the last vectors were; 0 until some were made. */
  private volatile int lastLength;

  /** Of so long vectors the room was asked for. */
  private volatile int expectedLength = TextVectors.MOST_DIMENSIONS;

  PassageIndex(KnowledgeContext knowledgeContext, Embedding model) {
    this.knowledgeContext = knowledgeContext;
    this.model = model;
  }

  /** A passage of a page that has no vector. */
  record Lack(long page, PagePassage passage) {}

  static Path place(KnowledgeContext knowledgeContext) {
    return knowledgeContext.context().directory().path().resolve("vectors");
  }

  /**
   * Takes away what no page says any more.
   *
   * @param without whose vectors are not made, by their digests
   * @return what lacks vectors, so many at most
   */
  List<Lack> follow(PagesAtHead snapshot, Predicate<String> without, int most, Call call)
      throws IOException {
    PageArchive.alone(indexing, call);
    try (IndexFolder folder = IndexFolder.open(place(knowledgeContext))) {
      Map<String, String> facts = folder.facts();
      String head = snapshot.holdings().head().name();
      if (!isOurs(facts)) {
        folder.empty();
        facts = Map.of();
      } else if (head.equals(facts.get(HEAD))) {
        return List.of();
      }
      List<Lack> lacking = new ArrayList<>();
      Map<String, String> first = told(facts);
      folder.write(
          LongVectors.CODEC,
          first,
          writer -> {
            boolean whole = new Comparison(writer, without, most, lacking).with(snapshot, call);
            return whole ? with(first, HEAD, head) : first;
          });
      return lacking;
    } finally {
      indexing.unlock();
    }
  }

  private boolean isOurs(Map<String, String> facts) {
    return PRESENT_FORM.equals(facts.get(FORM)) && model.key().equals(facts.get(ASKED));
  }

  /** What stays true whatever is brought in. */
  private Map<String, String> told(Map<String, String> facts) {
    Map<String, String> told = new HashMap<>(facts);
    told.remove(HEAD);
    told.put(FORM, PRESENT_FORM);
    told.put(ASKED, model.key());
    return told;
  }

  private static Map<String, String> with(Map<String, String> facts, String name, String value) {
    Map<String, String> more = new HashMap<>(facts);
    more.put(name, value);
    return more;
  }

  /** The index beside the pages; what lacks vectors is added to a list until that is long. */
  private record Comparison(
      IndexWriter writer, Predicate<String> without, int most, List<Lack> lacking) {

    /** Tells whether nothing lacks vectors. */
    boolean with(PagesAtHead snapshot, Call call) throws IOException {
      Map<Long, Known> all = PassageDocuments.known(writer);
      boolean whole = true;
      for (PageFile page : snapshot.holdings().pages().values()) {
        Known known = all.remove(page.number());
        if (known == null && lacking.size() >= most) {
          whole = false;
        } else if (known == null || !page.blob().name().equals(known.blob())) {
          Cancelled.check(call);
          whole &= with(page, body(snapshot, page), known == null ? Known.nothing() : known);
        }
      }
      for (long gone : all.keySet()) {
        PassageDocuments.drop(writer, gone);
      }
      return whole;
    }

    // A page that cannot be read says nothing of the vectors, which are kept.
    private static String body(PagesAtHead snapshot, PageFile page) {
      try {
        return snapshot.body(page);
      } catch (IOException e) {
        throw KnowledgeContext.disk(e);
      }
    }

    private boolean with(PageFile page, String body, Known known) throws IOException {
      Map<String, PagePassage> passages = PagePassage.of(page.title(), body);
      for (String digest : known.digests()) {
        if (!passages.containsKey(digest)) {
          PassageDocuments.drop(writer, page.number(), digest);
        }
      }
      passages
          .keySet()
          .removeIf(digest -> known.digests().contains(digest) || without.test(digest));
      if (passages.isEmpty()) {
        PassageDocuments.putWhole(writer, page.number(), page.blob().name());
        return true;
      }
      PassageDocuments.dropWhole(writer, page.number());
      passages.values().stream()
          .limit(Math.max(0, most - lacking.size()))
          .forEach(passage -> lacking.add(new Lack(page.number(), passage)));
      return false;
    }
  }

  /**
   * Asks for the room of vectors before they are made.
   *
   * @return how many of the batches have it, of the first ones
   */
  int room(List<List<Lack>> batches) throws IOException {
    expectedLength = lastLength > 0 ? lastLength : keptLength();
    int fit = 0;
    try {
      for (List<Lack> batch : batches) {
        knowledgeContext.context().directory().require(bytes(expectedLength) * batch.size());
        fit++;
      }
    } catch (CallFailedException e) {
      if (e.failure().code() != FailureCode.QUOTA_EXHAUSTED) {
        throw e;
      }
    }
    return fit;
  }

  /** As long as the vectors here are, or may become. */
  private int keptLength() throws IOException {
    try (IndexFolder folder = IndexFolder.open(place(knowledgeContext))) {
      Map<String, String> facts = folder.facts();
      String kept = isOurs(facts) ? facts.get(DIMENSIONS) : null;
      if (kept != null) {
        return Integer.parseInt(kept);
      }
    }
    Integer configured = model.dimensions();
    return configured == null ? TextVectors.MOST_DIMENSIONS : configured;
  }

  private static long bytes(int length) {
    return length * 2L * Float.BYTES + OVERHEAD;
  }

  /**
   * Keeps vectors of passages that there is {@linkplain #room room} for, in their order; drops all
   * others first where they do not fit. The next comparison tells which pages are whole.
   */
  void add(List<Lack> lacking, Made made, Call call) throws IOException {
    lastLength = made.dimensions();
    if (lastLength > expectedLength) {
      long more = bytes(lastLength) - bytes(expectedLength);
      knowledgeContext.context().directory().require(more * made.vectors().size());
    }
    PageArchive.alone(indexing, call);
    try (IndexFolder folder = IndexFolder.open(place(knowledgeContext))) {
      Map<String, String> facts = folder.facts();
      Map<String, String> next = with(told(facts), MODEL, maker(made));
      next.put(DIMENSIONS, Integer.toString(made.dimensions()));
      if (facts.containsKey(MODEL) && !fits(facts, made)) {
        folder.empty();
      }
      folder.write(
          LongVectors.CODEC,
          next,
          writer -> {
            for (int i = 0; i < lacking.size(); i++) {
              Lack lack = lacking.get(i);
              PassageDocuments.put(
                  writer, lack.page(), lack.passage().digest(), made.vectors().get(i));
            }
            return next;
          });
    } finally {
      indexing.unlock();
    }
  }

  private boolean fits(Map<String, String> facts, Made made) {
    return isOurs(facts)
        && maker(made).equals(facts.get(MODEL))
        && Integer.toString(made.dimensions()).equals(facts.get(DIMENSIONS));
  }

  // Who names no provider has said that all of the route have the same model, by whatever name.
  private String maker(Made made) {
    return model.provider() == null ? "" : made.model();
  }

  /**
   * The passages that are nearest to a text, best first. Where its vector is of another model than
   * theirs there are none, and all are dropped.
   *
   * @param text one vector
   * @param pages only of these; null for all
   */
  List<Near> nearest(Made text, @Nullable Set<Long> pages, Call call) throws IOException {
    try (IndexFolder folder = IndexFolder.open(place(knowledgeContext));
        DirectoryReader reader = reader(folder, text, call)) {
      if (reader == null) {
        return List.of();
      }
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setTimeout(call::cancelled);
      Query query = PassageDocuments.nearest(text.vectors().getFirst(), NEAREST, pages);
      ScoreDoc[] found = searcher.search(query, NEAREST).scoreDocs;
      Cancelled.check(call);
      return PassageDocuments.near(reader, found);
    }
  }

  private @Nullable DirectoryReader reader(IndexFolder folder, Made text, Call call)
      throws IOException {
    PageArchive.alone(indexing, call);
    try {
      Map<String, String> facts = folder.facts();
      if (fits(facts, text)) {
        return folder.reader();
      }
      if (facts.containsKey(MODEL)) {
        folder.empty();
      }
      return null;
    } finally {
      indexing.unlock();
    }
  }

  /** Drops all vectors, as where none are asked for any more or the files are damaged. */
  static void drop(KnowledgeContext knowledgeContext) throws IOException {
    Path place = place(knowledgeContext);
    if (Files.isDirectory(place)) {
      try (IndexFolder folder = IndexFolder.open(place)) {
        folder.empty();
      }
    }
  }
}
