package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.KnowledgeConfig.Embedding;
import io.auterity.plugins.knowledge.PassageIndex.Lack;
import io.auterity.plugins.knowledge.PassageIndex.Near;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What pages mean, as vectors of the tenant's own model.
 *
 * <p>Nothing waits for the model but a search, and that not for long: what lacks vectors gets them
 * after a write or with a search, a bounded number at a time, as calls of whoever writes or
 * searches. Where the model does not answer it is left alone for a while. Whatever fails here is
 * told in the log, and the words are left.
 */
final class PageMeanings {

  private static final int BATCH = 32;
  private static final int BATCHES = 4;
  private static final Duration AT_WRITE = Duration.ofSeconds(2);
  private static final Duration AT_SEARCH = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofSeconds(30);
  private static final int MOST_REFUSED = 10_000;

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

  private final Desk desk;
  private final @Nullable Embedding model;
  private final @Nullable PassageIndex index;
  private final ReentrantLock making = new ReentrantLock();
  private final Set<String> alone = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private volatile Instant restsUntil = Instant.MIN;
  private volatile boolean dropped;

  PageMeanings(Desk desk) {
    this.desk = desk;
    this.model = desk.config().embedding();
    this.index = model == null ? null : new PassageIndex(desk, model);
  }

  /**
   * The passages that mean most of what a text means, best first.
   *
   * @param pages only of these; null for all
   * @return empty where the text cannot be compared by its meaning now
   */
  Optional<List<Near>> nearest(
      PagesAtHead snapshot, String text, @Nullable Set<Long> pages, Call call) {
    if (model == null || index == null) {
      drop();
      return Optional.empty();
    }
    try {
      Optional<Made> made = caughtUp(index, model, snapshot, text, call);
      if (made.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          index.nearest(made.get(), pages, call).stream()
              .filter(near -> near.similarity() > 0 && near.similarity() >= model.least())
              .toList());
    } catch (CallFailedException e) {
      Cancelled.check(call);
      log("a search is answered by words alone", e.failure());
      return Optional.empty();
    } catch (IOException e) {
      broken(e);
      return Optional.empty();
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

  /** Makes some of what lacks vectors, and that of a text; empty where there is no such. */
  private Optional<Made> caughtUp(
      PassageIndex passages,
      Embedding asked,
      PagesAtHead snapshot,
      @Nullable String text,
      Call call)
      throws IOException {
    boolean first = making.tryLock();
    try {
      boolean rests = desk.now().isBefore(restsUntil);
      int most = rests ? 0 : BATCH * BATCHES;
      List<Lack> lacking =
          first ? passages.follow(snapshot, refused::contains, most, call) : List.of();
      List<List<Lack>> batches = batches(lacking);
      if (rests || (text == null && batches.isEmpty())) {
        return Optional.empty();
      }
      List<List<String>> texts = new ArrayList<>();
      batches.forEach(batch -> texts.add(batch.stream().map(l -> l.passage().text()).toList()));
      if (text != null) {
        texts.add(List.of(text));
      }
      List<Reply> replies = asked(asked, texts, text == null ? AT_WRITE : AT_SEARCH, call);
      for (int i = 0; i < batches.size() && i < replies.size(); i++) {
        keep(passages, batches.get(i), replies.get(i), call);
      }
      return text == null || replies.isEmpty() ? Optional.empty() : query(replies.getLast());
    } finally {
      if (first) {
        making.unlock();
      }
    }
  }

  /** Those that failed in company are asked for one by one. */
  private List<List<Lack>> batches(List<Lack> lacking) {
    List<List<Lack>> batches = new ArrayList<>();
    List<Lack> together = new ArrayList<>();
    for (Lack lack : lacking) {
      if (alone.contains(lack.passage().digest())) {
        batches.add(List.of(lack));
      } else {
        together.add(lack);
      }
    }
    for (int i = 0; i < together.size(); i += BATCH) {
      batches.add(together.subList(i, Math.min(i + BATCH, together.size())));
    }
    return batches.subList(0, Math.min(BATCHES, batches.size()));
  }

  private List<Reply> asked(Embedding asked, List<List<String>> texts, Duration most, Call call) {
    Duration half = call.remaining().dividedBy(2);
    try {
      return new TextVectors(asked).of(texts, half.compareTo(most) < 0 ? half : most, call);
    } catch (CallFailedException e) {
      log("nothing can be asked for by this call", e.failure());
      return List.of();
    }
  }

  private void keep(PassageIndex passages, List<Lack> batch, Reply reply, Call call)
      throws IOException {
    Made made = reply.made();
    if (made == null) {
      failed(batch, reply.failure());
      return;
    }
    try {
      passages.add(batch, made, call);
    } catch (CallFailedException e) {
      log("vectors that were made cannot be kept", e.failure());
    }
  }

  private void failed(List<Lack> batch, @Nullable Failure failure) {
    if (failure != null && !OF_TEXT.contains(failure.code())) {
      rest(failure);
      return;
    }
    log("the model takes %d passages not".formatted(batch.size()), failure);
    Set<String> into = batch.size() == 1 ? refused : alone;
    if (into.size() > MOST_REFUSED) {
      into.clear();
    }
    batch.forEach(lack -> into.add(lack.passage().digest()));
  }

  private Optional<Made> query(Reply reply) {
    Failure failure = reply.failure();
    if (reply.made() == null) {
      log("a search is answered by words alone", failure);
      if (failure != null && !OF_TEXT.contains(failure.code())) {
        rest(failure);
      }
    }
    return Optional.ofNullable(reply.made());
  }

  private void rest(Failure failure) {
    if (!OF_CALLER.contains(failure.code())) {
      restsUntil = desk.now().plus(REST);
      log("the model is left alone for %d seconds".formatted(REST.toSeconds()), failure);
    }
  }

  // Of vectors that are damaged nothing is left to be kept.
  private void broken(IOException e) {
    System.Logger logger = desk.context().plugin().logger();
    logger.log(Level.WARNING, desk.context().id() + ": vectors cannot be read or written", e);
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
      PassageIndex.drop(desk);
      dropped = true;
    } catch (IOException e) {
      log("vectors cannot be dropped", null);
    }
  }

  // The message of a failure may say what is in a text.
  private void log(String what, @Nullable Failure failure) {
    desk.context()
        .plugin()
        .logger()
        .log(
            failure != null && OF_CALLER.contains(failure.code()) ? Level.DEBUG : Level.INFO,
            "{0}: {1} ({2})",
            desk.context().id(),
            what,
            failure == null ? "unusable answer" : failure.code().wire());
  }
}
