package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeConfig.Embedding;
import io.auterity.plugins.knowledge.PassageDocuments.Near;
import io.auterity.plugins.knowledge.PassageIndex.Lack;
import io.auterity.plugins.knowledge.TextVectors.Made;
import io.auterity.plugins.knowledge.TextVectors.Reply;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings of pages for semantic search, as vectors of the tenant's own model.
 *
 * <p>Nothing waits for the model but a search, and that not for long: what lacks vectors gets them
 * after a write or with a search, a bounded number at a time, on behalf of the caller that writes
 * or searches. Where the model does not answer it is left alone for a while; where it has no time
 * for so many passages it is asked for fewer. Whatever fails here is told in the log, and the words
 * are left.
 */
final class PageMeanings {

  private static final Duration AT_WRITE = Duration.ofSeconds(2);
  private static final Duration AT_SEARCH = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(30);

  /** Failures that are about a text. */
  private static final Set<FailureCode> OF_TEXT =
      EnumSet.of(
          FailureCode.INVALID,
          FailureCode.TOO_LARGE,
          FailureCode.CONTEXT_TOO_LONG,
          FailureCode.CONTENT_REFUSED);

  /** Failures that are about who calls; the next one may have more luck. */
  private static final Set<FailureCode> OF_CALLER =
      EnumSet.of(
          FailureCode.UNAUTHENTICATED,
          FailureCode.FORBIDDEN,
          FailureCode.BUDGET_EXHAUSTED,
          FailureCode.CANCELLED);

  private static final Reply NOTHING = new Reply(null, null);

  /** Until when the model is left alone, and what it replied last. */
  private record Rest(Instant until, Reply reply) {}

  private final KnowledgeContext knowledgeContext;
  private final @Nullable Embedding model;
  private final @Nullable PassageIndex index;
  private final ReentrantLock making = new ReentrantLock();
  private final PassageBatches batches = new PassageBatches();
  private volatile Rest rest = new Rest(Instant.MIN, NOTHING);
  private volatile Instant passagesRestUntil = Instant.MIN;
  private volatile boolean dropped;

  PageMeanings(KnowledgeContext knowledgeContext) {
    this.knowledgeContext = knowledgeContext;
    this.model = knowledgeContext.config().embedding();
    this.index = model == null ? null : new PassageIndex(knowledgeContext, model);
  }

  /**
   * The passages that mean most of what a text means.
   *
   * @param passages best first; null where the text cannot be compared by its meaning
   * @param lack why not, as a sentence for who searches; null where it was compared, and where the
   *     provider has no model
   */
  record Nearest(@Nullable List<Near> passages, @Nullable String lack) {

    static Nearest without(@Nullable Failure failure) {
      return without(failure == null ? "its answer is no vector" : failure.code().wire());
    }

    static Nearest without(String why) {
      return new Nearest(
          null,
          "Found by keywords alone: the embedding model gave no vector for the text (" + why + ")");
    }
  }

  /**
   * The passages that mean most of what a text means.
   *
   * @param pages only of these; null for all
   */
  Nearest nearest(PagesAtHead snapshot, String text, @Nullable Set<Long> pages, Call call) {
    if (model == null || index == null) {
      drop();
      return new Nearest(null, null);
    }
    try {
      Reply reply = caughtUp(index, model, snapshot, text, call);
      if (reply.made() == null) {
        return Nearest.without(reply.failure());
      }
      return new Nearest(
          index.nearest(reply.made(), pages, call).stream()
              .filter(near -> near.similarity() > 0 && near.similarity() >= model.least())
              .toList(),
          null);
    } catch (CallFailedException e) {
      Cancelled.check(call);
      log("a search is answered by words alone", e.failure());
      return Nearest.without(e.failure());
    } catch (IOException e) {
      broken(e);
      return Nearest.without("the stored vectors cannot be read");
    }
  }

  /** Whether a write leaves something to be made. */
  boolean follows() {
    return model != null;
  }

  /** Makes what a write left to be made. */
  void follow(PagesAtHead snapshot, Call call) {
    if (model == null || index == null) {
      return;
    }
    try {
      caughtUp(index, model, snapshot, null, call);
    } catch (IOException e) {
      broken(e);
    }
  }

  /** Makes some of what lacks vectors, and that of a text, whose result it answers. */
  private Reply caughtUp(
      PassageIndex passages,
      Embedding asked,
      PagesAtHead snapshot,
      @Nullable String text,
      Call call)
      throws IOException {
    boolean first = making.tryLock();
    try {
      Rest current = rest;
      boolean rests = knowledgeContext.now().isBefore(current.until());
      List<List<Lack>> lacking = first ? lacking(passages, snapshot, call) : List.of();
      if (rests || (text == null && lacking.isEmpty())) {
        return current.reply();
      }
      List<List<String>> texts = new ArrayList<>();
      lacking.forEach(batch -> texts.add(batch.stream().map(l -> l.passage().text()).toList()));
      if (text != null) {
        texts.add(List.of(text));
      }
      List<Reply> replies;
      try {
        replies = replies(asked, texts, text == null ? AT_WRITE : AT_SEARCH, call);
      } catch (CallFailedException e) {
        log("nothing can be asked for by this call", e.failure());
        return new Reply(null, e.failure());
      }
      boolean late = keep(passages, lacking, replies, text != null, call);
      return text == null ? NOTHING : query(replies.getLast(), late);
    } finally {
      if (first) {
        making.unlock();
      }
    }
  }

  private List<List<Lack>> lacking(PassageIndex passages, PagesAtHead snapshot, Call call)
      throws IOException {
    Instant now = knowledgeContext.now();
    boolean rests = now.isBefore(rest.until()) || now.isBefore(passagesRestUntil);
    int most = rests ? 0 : PassageBatches.LARGEST * PassageBatches.MOST;
    return withRoom(passages, batches.of(passages.follow(snapshot, batches::refuses, most, call)));
  }

  // What cannot be kept is not paid for.
  private List<List<Lack>> withRoom(PassageIndex passages, List<List<Lack>> lacking)
      throws IOException {
    int fit = lacking.isEmpty() ? 0 : passages.room(lacking);
    if (fit < lacking.size()) {
      knowledgeContext
          .context()
          .plugin()
          .logger()
          .log(
              Level.WARNING,
              "{0}: there is no room for more vectors",
              knowledgeContext.context().id());
    }
    return lacking.subList(0, fit);
  }

  private static List<Reply> replies(
      Embedding asked, List<List<String>> texts, Duration most, Call call) {
    Duration half = call.remaining().dividedBy(2);
    return new TextVectors(asked).of(texts, half.compareTo(most) < 0 ? half : most, call);
  }

  /** Tells whether the model had no time for some of them. */
  private boolean keep(
      PassageIndex passages,
      List<List<Lack>> lacking,
      List<Reply> replies,
      boolean searched,
      Call call)
      throws IOException {
    boolean late = false;
    for (int i = 0; i < lacking.size(); i++) {
      Made made = replies.get(i).made();
      Failure failure = replies.get(i).failure();
      if (made != null) {
        keep(passages, lacking.get(i), made, call);
      } else if (failure != null && failure.code() == FailureCode.TIMEOUT) {
        late(lacking.get(i), failure, searched);
        late = true;
      } else {
        failed(lacking.get(i), failure);
      }
    }
    return late;
  }

  private void keep(PassageIndex passages, List<Lack> batch, Made made, Call call)
      throws IOException {
    batches.made(batch, knowledgeContext.now());
    try {
      passages.add(batch, made, call);
    } catch (CallFailedException e) {
      log("vectors that were made cannot be kept", e.failure());
    }
  }

  // A search waits longer than a write: what it does not get alone the next one need not wait for.
  private void late(List<Lack> batch, Failure failure, boolean searched) {
    log("the model has no time for %d passages".formatted(batch.size()), failure);
    batches.late(batch, knowledgeContext.now());
    if (searched && batch.size() == 1) {
      passagesRestUntil = knowledgeContext.now().plus(REST);
    }
  }

  private void failed(List<Lack> batch, @Nullable Failure failure) {
    if (failure != null && !OF_TEXT.contains(failure.code())) {
      rest(failure);
      return;
    }
    log("the model takes %d passages not".formatted(batch.size()), failure);
    batches.refused(batch);
  }

  /**
   * The result for a search's text, as it came.
   *
   * @param late whether passages that were asked for beside it may have held it up
   */
  private Reply query(Reply reply, boolean late) {
    Failure failure = reply.failure();
    if (reply.made() == null) {
      log("a search is answered by words alone", failure);
      boolean heldUp = late && failure != null && failure.code() == FailureCode.TIMEOUT;
      if (failure != null && !heldUp && !OF_TEXT.contains(failure.code())) {
        rest(failure);
      }
    }
    return reply;
  }

  private void rest(Failure failure) {
    if (!OF_CALLER.contains(failure.code())) {
      rest = new Rest(knowledgeContext.now().plus(REST), new Reply(null, failure));
      log("the model is left alone for %d seconds".formatted(REST.toSeconds()), failure);
    }
  }

  // Of vectors that are damaged nothing is left to be kept.
  private void broken(IOException e) {
    System.Logger logger = knowledgeContext.context().plugin().logger();
    logger.log(
        Level.WARNING, knowledgeContext.context().id() + ": vectors cannot be read or written", e);
    if (IndexFolder.isLost(e)) {
      dropped = false;
      drop();
    }
  }

  private void drop() {
    if (dropped) {
      return;
    }
    try {
      PassageIndex.drop(knowledgeContext);
      dropped = true;
    } catch (IOException e) {
      log("vectors cannot be dropped", null);
    }
  }

  // The message of a failure may say what is in a text.
  private void log(String what, @Nullable Failure failure) {
    knowledgeContext
        .context()
        .plugin()
        .logger()
        .log(
            failure != null && OF_CALLER.contains(failure.code()) ? Level.DEBUG : Level.INFO,
            "{0}: {1} ({2})",
            knowledgeContext.context().id(),
            what,
            failure == null ? "unusable answer" : failure.code().wire());
  }
}
