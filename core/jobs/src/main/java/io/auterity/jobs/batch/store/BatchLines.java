package io.auterity.jobs.batch.store;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.secret.ContentSeal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The lines of batches as rows, each sealed in its place. */
record BatchLines(Database database, ContentSeal seal) {

  void insert(Transaction tx, TenantScope scope, UUID batch, Instant due, List<BatchLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    PreparedBatch rows =
        tx.batch(
            """
            insert into ai_batch_line (tenant, batch, number, state, due, sealed)
            values (current_tenant(), :batch, :number, 'waiting', :due, :sealed)
            """);
    for (BatchLine line : lines) {
      rows.bind("batch", batch)
          .bind("number", line.number())
          .bind("due", due)
          .bind("sealed", seal.sealPart(scope, batch, line.number(), LineForm.question(line)))
          .add();
    }
    rows.execute();
  }

  int delete(Transaction tx, UUID batch) {
    return tx.update("delete from ai_batch_line where tenant = current_tenant() and batch = :batch")
        .bind("batch", batch)
        .execute();
  }

  /** Lines that have no end behind one of them, by number. */
  List<BatchStore.LineDue> waiting(TenantScope scope, UUID batch, int after, int limit) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select number, due from ai_batch_line
                    where tenant = current_tenant() and batch = :batch and number > :after
                      and state = 'waiting'
                    order by number limit :limit
                    """)
                .bind("batch", batch)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new BatchStore.LineDue(
                            row.getInt("number"),
                            Objects.requireNonNull(row.getObject("due", OffsetDateTime.class))
                                .toInstant()))
                .list());
  }

  /** A line that has no end yet. */
  Optional<BatchLine> find(TenantScope scope, UUID batch, int number) {
    return database
        .inTenant(
            scope,
            tx ->
                tx.query(
                        """
                        select attempts, sealed from ai_batch_line
                        where tenant = current_tenant() and batch = :batch and number = :number
                          and state = 'waiting'
                        """)
                    .bind("batch", batch)
                    .bind("number", number)
                    .map(
                        (row, context) ->
                            new Row(
                                number,
                                LineState.WAITING.wire(),
                                row.getInt("attempts"),
                                row.getBytes("sealed")))
                    .findOne())
        .map(row -> LineForm.question(number, row.attempts(), opened(scope, batch, row)));
  }

  /** The ends of lines behind one of them, by number. */
  List<LineEnd> ends(TenantScope scope, UUID batch, int after, int limit) {
    return database
        .inTenant(
            scope,
            tx ->
                tx.query(
                        """
                        select number, state, sealed from ai_batch_line
                        where tenant = current_tenant() and batch = :batch and number > :after
                          and state <> 'waiting'
                        order by number limit :limit
                        """)
                    .bind("batch", batch)
                    .bind("after", after)
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getInt("number"),
                                row.getString("state"),
                                0,
                                row.getBytes("sealed")))
                    .list())
        .stream()
        .map(
            row ->
                LineForm.end(
                    row.number(), LineState.ofWire(row.state()), opened(scope, batch, row)))
        .toList();
  }

  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  private record Row(int number, String state, int attempts, byte[] cipher) {}

  private byte[] opened(TenantScope scope, UUID batch, Row row) {
    return seal.openPart(scope, batch, row.number(), row.cipher());
  }

  /** What was answered, as it is kept. */
  byte[] sealed(TenantScope scope, UUID batch, LineEnd end) {
    return seal.sealPart(
        scope,
        batch,
        end.number(),
        LineForm.answer(end, Objects.requireNonNull(end.answer(), "answer")));
  }

  /** Keeps the end of a line; 0 when it has one. */
  int settle(Transaction tx, UUID batch, LineEnd end, byte[] answer) {
    return tx.update(
            """
            update ai_batch_line set state = :state, sealed = :sealed
            where tenant = current_tenant() and batch = :batch and number = :number
              and state = 'waiting'
            """)
        .bind("state", end.state().wire())
        .bind("sealed", answer)
        .bind("batch", batch)
        .bind("number", end.number())
        .execute();
  }

  int postpone(Transaction tx, UUID batch, BatchLine line, Instant due) {
    return tx.update(
            """
            update ai_batch_line set attempts = :attempts, due = :due
            where tenant = current_tenant() and batch = :batch and number = :number
            """)
        .bind("attempts", line.attempts() + 1)
        .bind("due", due)
        .bind("batch", batch)
        .bind("number", line.number())
        .execute();
  }

  /** Ends all lines that have no end; how many these were. */
  int endRest(Transaction tx, UUID batch, LineState state) {
    return tx.update(
            """
            update ai_batch_line set state = :state
            where tenant = current_tenant() and batch = :batch and state = 'waiting'
            """)
        .bind("state", state.wire())
        .bind("batch", batch)
        .execute();
  }
}
