package io.auterity.workflow.view;

import io.auterity.platform.database.Transaction;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.Tallies;
import io.auterity.workflow.store.StepStore;
import io.auterity.workflow.view.Timeline.Lane;
import io.auterity.workflow.view.Timeline.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the timeline of one run. */
final class Timelines {

  private final StoredRun run;
  private final Workflow workflow;
  private final Tallies tallies;
  private final Instant from;
  private final Instant to;

  Timelines(StoredRun run, Workflow workflow, Tallies tallies, Instant now) {
    this.run = run;
    this.workflow = workflow;
    this.tallies = tallies;
    this.from = Objects.requireNonNullElse(run.head().started(), run.birth().created());
    this.to = Objects.requireNonNullElse(run.head().finished(), now);
  }

  Timeline of(Transaction tx, int most) {
    Duration width = width(most);
    int bins = 1 + (int) Duration.between(from, to).dividedBy(width);
    Map<Integer, Integer> ended = StepStore.endedPerBin(tx, run.birth(), lastNodes(), from, width);
    Optional<NodeTally> slowest = slowest();
    Map<Integer, List<Duration>> latency =
        slowest
            .map(tally -> StepStore.latencyPerBin(tx, run.birth(), tally.node(), from, width))
            .orElse(Map.of());
    List<Integer> items = new ArrayList<>();
    List<@Nullable Latency> latencies = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      items.add(ended.getOrDefault(bin, 0));
      List<Duration> found = latency.get(bin);
      latencies.add(found == null ? null : new Latency(found.get(0), found.get(1)));
    }
    return new Timeline(
        from,
        to,
        width,
        items,
        slowest.map(tally -> workflow.node(tally.node()).id()).orElse(null),
        latencies,
        lanes());
  }

  /**
   * The next round length, 1, 2 or 5 of a power of ten; the last moment belongs to the last span.
   */
  private Duration width(int most) {
    long least = Duration.between(from, to).toNanos() / most + 1;
    long unit = 1_000;
    while (5 * unit < least) {
      unit *= 10;
    }
    return Duration.ofNanos(least <= unit ? unit : least <= 2 * unit ? 2 * unit : 5 * unit);
  }

  private Optional<NodeTally> slowest() {
    return tallies.nodes().stream()
        .filter(tally -> workflow.node(tally.node()) instanceof Node.Call && tally.p50() != null)
        .max(Comparator.comparing(tally -> Objects.requireNonNullElse(tally.p50(), Duration.ZERO)));
  }

  /** The nodes whose ends are ends of items, or of outermost steps when there is no list. */
  private Collection<Integer> lastNodes() {
    Collection<Integer> last = new TreeSet<>();
    Optional<Node> widest =
        workflow.nodes().stream()
            .filter(Node::many)
            .max(Comparator.comparingInt(each -> tallies.nodes().get(each.index()).total()));
    if (widest.isPresent()) {
      widest.get().scopes().forEach(scope -> addLast(workflow.scope(scope), last));
    } else {
      for (int local = 0; local < workflow.steps().size(); local++) {
        last.add(workflow.steps().node(local));
      }
    }
    return last;
  }

  private void addLast(Scope scope, Collection<Integer> last) {
    Node node = workflow.node(scope.node(scope.size() - 1));
    if (node.begins() != Beginning.Arm.class) {
      last.add(node.index());
    } else {
      node.scopes().forEach(inner -> addLast(workflow.scope(inner), last));
    }
  }

  private List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (int local = 0; local < workflow.steps().size(); local++) {
      NodeTally tally = tallies.nodes().get(workflow.steps().node(local));
      boolean list = workflow.node(tally.node()).many();
      int done = tally.succeeded() + tally.failed();
      int total = list ? tally.total() : 1;
      lanes.add(
          new Lane(
              workflow.node(tally.node()).id(),
              tally.startedAt(),
              done < total ? null : tally.finishedAt(),
              done,
              total,
              estimate(tally, done, total)));
    }
    return lanes;
  }

  private @Nullable Instant estimate(NodeTally tally, int done, int total) {
    Instant began = tally.startedAt();
    if (run.head().phase().over() || began == null || done == 0 || done >= total) {
      return null;
    }
    Duration soFar = Duration.between(began, to);
    return began.plusNanos((long) ((double) soFar.toNanos() / done * total));
  }
}
