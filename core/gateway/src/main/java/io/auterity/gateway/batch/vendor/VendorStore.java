package io.auterity.gateway.batch.vendor;

import io.auterity.platform.call.TenantScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where it is noted which lines lie in which batch of a vendor, before that is handed over. Each
 * method is a transaction of its own.
 */
public interface VendorStore {

  /**
   * Notes a batch that is about to be handed over; harmless when said again.
   *
   * @param worker who works on the batch of these lines
   * @return false when that is another one now, so that it must not be handed over
   */
  boolean plan(TenantScope scope, VendorBatch batch, UUID worker, Collection<Integer> lines);

  /** Notes that the vendor has it. */
  void begun(TenantScope scope, UUID id, String ref);

  /** Forgets one that the vendor does not have, or of which nothing is read any more. */
  void forget(TenantScope scope, UUID id);

  /** Lets lines of a batch lie nowhere. */
  void release(TenantScope scope, UUID batch, Collection<Integer> lines);

  /** Where a line lies. */
  Optional<VendorBatch> find(TenantScope scope, UUID batch, int line);

  /** All in which lines of a batch lie. */
  List<VendorBatch> of(TenantScope scope, UUID batch);
}
