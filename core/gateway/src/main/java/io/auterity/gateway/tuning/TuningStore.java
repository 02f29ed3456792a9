package io.auterity.gateway.tuning;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where jobs are noted; each method is a transaction of its own. */
public interface TuningStore {

  /** Notes that a job will be asked for; nobody sees it before it is {@link #begun}. */
  void plan(TenantScope scope, UUID id, UUID owner, AskedTuning asked, Instant created);

  /** Notes where the job lies. */
  void begun(TenantScope scope, UUID id, Ref job);

  /** Forgets a job that did not come to be. */
  void forget(TenantScope scope, UUID id);

  Optional<KeptTuning> find(TenantScope scope, UUID owner, UUID id);

  /**
   * The jobs of an owner, newest first.
   *
   * @param after the last of the page before; null for the first page
   */
  List<KeptTuning> list(TenantScope scope, UUID owner, @Nullable UUID after, int limit);

  /** Notes how a job ended; the first to do so is heard. */
  void ended(TenantScope scope, UUID id, KeptTuning.End end, Instant now);

  /** Takes over to bill what a job trained; false when that is done, or somebody does it. */
  boolean takeBill(TenantScope scope, UUID id);

  /** Gives that back, since it could not be billed. */
  void returnBill(TenantScope scope, UUID id);
}
