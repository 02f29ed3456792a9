package io.auterity.server.decisions;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.route.Capture;
import io.auterity.spi.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks through decisions from the latest on for those that a filter means. It opens no more than a
 * certain number at once: a page may end before it is full, and the next begins behind the last
 * decision that was looked at.
 */
record FilteredCalls(Archive archive, CaptureTable contents, int most) {

  /** Decisions that are opened for one page. */
  static final int MOST_OPENED = 20_000;

  /** Kept texts that are opened for one page. */
  static final int MOST_TEXTS = 2_000;

  /**
   * A page.
   *
   * @param next behind which the next page begins; null where nothing more can be there
   * @param opened how many decisions were looked at for it
   */
  record Found(List<Decision> items, @Nullable UUID next, int opened) {}

  /**
   * Those that are meant.
   *
   * @param texts whether what callers asked is looked at too, where it is kept
   */
  Found find(TenantScope scope, DecisionSearch search, CallFilter filter, boolean texts) {
    List<Decision> found = new ArrayList<>();
    UUID last = search.after();
    int opened = 0;
    int read = 0;
    while (opened < most && read < MOST_TEXTS) {
      int size = filter.isAll() ? search.limit() + 1 : DecisionSearch.MOST;
      List<Decision> page =
          archive.latest(
              scope, search.behind(last, Math.min(size, DecisionSearch.MOST)), filter.needsWords());
      Set<UUID> fit =
          page.stream().filter(filter::fits).map(Decision::id).collect(Collectors.toSet());
      List<UUID> kept =
          texts
              ? page.stream()
                  .filter(one -> fit.contains(one.id()) && isKept(one))
                  .map(Decision::id)
                  .toList()
              : List.of();
      Set<UUID> asked = contents.among(scope, kept, filter::holds);
      read += kept.size();
      for (Decision one : page) {
        if (found.size() == search.limit()) {
          return new Found(found, last, opened);
        }
        opened++;
        last = one.id();
        if (fit.contains(one.id()) && (filter.holdsText(one) || asked.contains(one.id()))) {
          found.add(one);
        }
      }
      if (page.size() < Math.min(size, DecisionSearch.MOST)) {
        return new Found(found, null, opened);
      }
    }
    return new Found(found, last, opened);
  }

  /**
   * The calls of a time, the newest of them where there are too many, with those that a filter
   * means; a text is looked for in what is told of them, and not in what their callers asked.
   *
   * @param search with its time
   */
  DecisionVolume volume(TenantScope scope, DecisionSearch search, CallFilter filter) {
    DecisionSearch all =
        DecisionSearch.latest(DecisionSearch.MOST).between(search.since(), search.until());
    CallTally tally =
        new CallTally(
            Objects.requireNonNull(search.since()), Objects.requireNonNull(search.until()));
    Boolean texts = filter.text() == null ? null : false;
    UUID last = null;
    int opened = 0;
    while (opened < most) {
      List<Decision> page =
          archive.latest(scope, all.behind(last, DecisionSearch.MOST), filter.needsWords());
      page.forEach(one -> tally.add(one, missed(search, filter, one)));
      opened += page.size();
      if (page.size() < DecisionSearch.MOST) {
        return tally.sum(texts, true);
      }
      last = page.getLast().id();
    }
    return tally.sum(texts, false);
  }

  /** The names of the filters that a call does not meet. */
  private static Set<String> missed(DecisionSearch search, CallFilter filter, Decision one) {
    Failure failure = one.result().failure();
    Set<String> missed = filter.missed(one).collect(Collectors.toCollection(HashSet::new));
    if (!meets(search.outcome(), one.result().ending().wire())) {
      missed.add("outcome");
    }
    if (!meets(search.code(), failure == null ? null : failure.code().wire())) {
      missed.add("code");
    }
    if (!isOf(search, one) || !filter.holdsText(one)) {
      missed.add("other");
    }
    return missed;
  }

  private static boolean isOf(DecisionSearch search, Decision one) {
    return meets(search.run(), one.call().run())
        && meets(search.step(), one.call().step())
        && meets(search.provider(), one.result().provider())
        && meets(search.capability(), one.call().capability())
        && meets(search.failover(), one.failover());
  }

  private static boolean meets(@Nullable Object wanted, @Nullable Object is) {
    return wanted == null || wanted.equals(is);
  }

  private static boolean isKept(Decision decision) {
    Decision.Planning planning = decision.planning();
    return planning != null
        && planning.route() != null
        && planning.route().capture() != Capture.NONE;
  }
}
