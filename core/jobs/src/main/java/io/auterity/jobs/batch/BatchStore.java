package io.auterity.jobs.batch;

import io.auterity.platform.call.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The store of batches; each method is a transaction of its own. What a worker does is done only
 * while it has the lease of the batch, and tells false when it has it no more.
 */
public interface BatchStore {

  /** A batch that a worker has got. */
  record Claim(TenantScope scope, UUID batch) {}

  /**
   * Keeps a new batch, with its lines if they came with it; or tells the one that its owner asked
   * for by the same request before.
   *
   * @param bytes of its lines
   * @throws io.auterity.spi.CallFailedException {@code too_large} when the tenant keeps enough,
   *     {@code conflict} when another request had the same key
   */
  CallBatch create(CallBatch batch, List<BatchLine> lines, long bytes);

  Optional<CallBatch> find(TenantScope scope, UUID owner, String dialect, UUID batch);

  /** A page, the newest first. */
  List<CallBatch> list(TenantScope scope, UUID owner, String dialect, BatchQuery query);

  /** Lets no more lines be asked; false when that is too late. */
  boolean cancel(TenantScope scope, UUID batch, Instant now);

  /** Forgets a batch that has ended. */
  void delete(TenantScope scope, UUID batch);

  /** The ends of lines behind one of them, by number; those without an end are left out. */
  List<LineEnd> ends(TenantScope scope, UUID batch, int after, int limit);

  /**
   * Takes the lease of unfinished batches that no worker holds, the oldest first.
   *
   * @param share how many of one tenant the worker has at most
   */
  List<Claim> claim(UUID worker, int limit, int share, Duration lease);

  /** Keeps the lease, and tells how the batch stands; empty when another has it, or it is gone. */
  Optional<CallBatch> renew(TenantScope scope, UUID batch, UUID worker, Duration lease);

  /** Gives the lease back. */
  void release(TenantScope scope, UUID batch, UUID worker);

  /** Forgets the lines that were read so far. */
  boolean clearLines(TenantScope scope, UUID batch, UUID worker);

  boolean addLines(TenantScope scope, UUID batch, UUID worker, List<BatchLine> lines);

  /** All lines have been read. */
  boolean begin(TenantScope scope, UUID batch, UUID worker, int total, Instant now);

  /** They could not be read; the batch has ended. */
  boolean fail(TenantScope scope, UUID batch, UUID worker, List<BatchError> errors, Instant now);

  /** When a line is due that has no end. */
  record LineDue(int number, Instant due) {}

  /** Lines that have no end behind one of them, by number. */
  List<LineDue> waiting(TenantScope scope, UUID batch, int after, int limit);

  /** A line that has no end yet. */
  Optional<BatchLine> line(TenantScope scope, UUID batch, int number);

  /** Keeps the end of a line, and counts it; a line that has one keeps it. */
  boolean settle(TenantScope scope, UUID batch, UUID worker, LineEnd end);

  /** Lets a line wait. */
  boolean postpone(TenantScope scope, UUID batch, UUID worker, BatchLine line, Instant due);

  /**
   * No more lines are asked.
   *
   * @param rest how those end that have no end; null when there are none
   */
  boolean finish(TenantScope scope, UUID batch, UUID worker, @Nullable LineState rest, Instant now);

  /** The files that hold all results; null where there are no such results. */
  record Results(@Nullable UUID output, @Nullable UUID errors, boolean inFiles) {}

  /** The batch has ended; from now on files of results are seen, and hold the lines alone. */
  boolean end(
      TenantScope scope, UUID batch, UUID worker, BatchState state, Results results, Instant now);
}
