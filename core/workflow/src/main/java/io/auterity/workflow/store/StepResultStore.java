package io.auterity.workflow.store;

import io.auterity.platform.database.Transaction;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.journal.EventKind;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RunBirth;
import java.util.Collection;
import java.util.List;

/** Reads what the steps of a tenant's run came to: their outputs and failures. */
public final class StepResultStore {

  private static final List<Integer> KINDS =
      List.of(EventKind.COMPLETED.number(), EventKind.FAILED.number());
  private static final String WANTED =
      """
       from run_event where tenant = current_tenant() and born = :born and run = :run
        and node = any(:nodes) and kind = any(:kinds)
      """;

  /**
   * Outputs and failures of steps, in their order.
   *
   * @param nodes the steps, by their numbers
   * @param most bytes of them all
   * @throws CallFailedException {@code too_large} for more
   */
  public static List<EventRow> of(
      Transaction tx, RunBirth run, Collection<Integer> nodes, int most) {
    long size =
        tx.query("select coalesce(sum(octet_length(payload) + 64), 0)" + WANTED)
            .bind("born", run.born())
            .bind("run", run.id())
            .bindArray("nodes", Integer.class, nodes)
            .bindArray("kinds", Integer.class, KINDS)
            .mapTo(Long.class)
            .one();
    if (size > most) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "what came from outside in the run has %,d bytes, at most %,d".formatted(size, most));
    }
    return tx.query("select seq, node, path, round, kind, payload, at" + WANTED + "order by seq")
        .bind("born", run.born())
        .bind("run", run.id())
        .bindArray("nodes", Integer.class, nodes)
        .bindArray("kinds", Integer.class, KINDS)
        .map((row, context) -> RunRows.event(row))
        .list();
  }

  private StepResultStore() {}
}
