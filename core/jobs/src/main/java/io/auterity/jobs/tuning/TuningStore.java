package io.auterity.jobs.tuning;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The store of fine-tuning jobs; each method is a transaction of its own. */
public interface TuningStore {

  /**
   * The decision that bills a job.
   *
   * @param id of the call that bills it
   * @param made whether that call succeeded before, or cost something, and that was not noted
   */
  record Bill(UUID id, boolean made) {}

  /**
   * Notes that a job will be asked for; its owner does not see it before it is {@link #begun}.
   *
   * @param due when it is followed up, if nothing is heard of it
   */
  void plan(TuningJob job, Instant due);

  /**
   * Notes where a job lies, and what was told of it first.
   *
   * @param due when it is followed up; null within a follow-up
   */
  void begun(TuningJob job, Ref lies, TuningJob.Told told, @Nullable Instant due);

  /** Forgets a job that was not begun. */
  void forget(TuningJob job);

  /** Has a job followed up at a time. */
  void due(TuningJob job, Instant due);

  /** A job that lies somewhere and was told of. */
  Optional<TuningJob> find(TenantScope scope, UUID owner, UUID id);

  /**
   * The jobs of an owner that {@link #find} finds, newest first.
   *
   * @param after the last of the page before; null for the first page
   */
  List<TuningJob> list(TenantScope scope, UUID owner, @Nullable UUID after, int limit);

  /**
   * Notes what a provider tells of a job that has not ended, unless something newer was told; the
   * first end is heard. One of which nothing is owed is {@link #settled} with it; one that did not
   * succeed and tells no count is estimated to have trained nothing.
   *
   * @param followed whether this is within a follow-up; otherwise an end has one at once
   */
  void told(TuningJob job, Tuning state, TuningJob.Told told, boolean followed);

  /** Has jobs followed up that a server of the version before this one has begun. */
  List<EngineStatement> former();

  /**
   * A job that is followed up, as it stands; empty when another has its {@link #lease}, or nothing
   * is left to be done for it.
   */
  Optional<TuningJob> get(TenantScope scope, UUID id, UUID owner);

  /**
   * Takes the lease of a job by which servers of the version before this one follow it.
   *
   * @return when to try again, where one of those has it or has put it off; empty when it is taken,
   *     or nothing is left to be done for it
   */
  Optional<Instant> lease(TenantScope scope, UUID id, UUID owner, Instant now);

  /** Gives that lease back until a time. */
  void release(TenantScope scope, UUID id, UUID owner, Instant due, int failures);

  /** Notes what an ended job is told to have trained, as long as it is not billed. */
  void counted(TuningJob job, Tuning state, TuningJob.Told told);

  /** Notes what an ended job trained by estimate, as long as it is not billed. */
  void estimated(TuningJob job, long trained);

  /**
   * Names the decision that bills a job: the one that was named before unless it was made in vain.
   *
   * @param fresh id of the call, if there is to be another
   */
  Bill bill(TuningJob job, UUID fresh);

  /**
   * Writes what this server decided and has not written yet, so that {@link #bill} finds it.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable}, {@code timeout}
   */
  void decided();

  /** Notes that this call billed nothing. */
  void unbilled(TuningJob job, UUID bill);

  /** Notes that a job is on its owner's bill. */
  void billed(TuningJob job);

  /** Notes that the provider tells another count than was billed. */
  void revised(TuningJob job, long trained);

  /**
   * Notes that nothing is left to be done for a job: one that trained something and is not {@link
   * #billed} was given up, and one that has ended without reported or estimated tokens.
   */
  void settled(TuningJob job, Instant now);

  /** The same in a transaction of others; the job, if there was something left to be done. */
  Optional<TuningJob> settled(Transaction tx, UUID id, Instant now);
}
