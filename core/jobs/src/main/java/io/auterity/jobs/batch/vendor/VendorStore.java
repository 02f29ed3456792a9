package io.auterity.jobs.batch.vendor;

import io.auterity.platform.call.TenantScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The store of batches at vendors: it notes which lines lie in which, before that is handed over.
 * Each method is a transaction of its own.
 */
public interface VendorStore {

  /**
   * Notes a batch that is about to be handed over; harmless when said again.
   *
   * @param worker who works on the batch of these lines
   * @return false when that is another one now, so that it must not be handed over
   */
  boolean plan(TenantScope scope, VendorBatch batch, UUID worker, Collection<Integer> lines);

  /**
   * Notes that the vendor has it.
   *
   * @return false when it was forgotten meanwhile, so that no line waits for it
   */
  boolean begun(TenantScope scope, UUID id, String ref);

  /**
   * Forgets one that the vendor does not have, or of which nothing is read any more.
   *
   * @return false when another one works on the batch of its lines now, who decides that
   */
  boolean forget(TenantScope scope, VendorBatch batch, UUID worker);

  /**
   * Lets lines lie nowhere that lie in it.
   *
   * @return false as {@link #forget}
   */
  boolean release(TenantScope scope, VendorBatch batch, UUID worker, Collection<Integer> lines);

  /** Whether lines without an end lie in it. */
  boolean isWanted(TenantScope scope, UUID id);

  /** Where a line lies. */
  Optional<VendorBatch> find(TenantScope scope, UUID batch, int line);

  /** All in which lines of a batch lie. */
  List<VendorBatch> of(TenantScope scope, UUID batch);
}
