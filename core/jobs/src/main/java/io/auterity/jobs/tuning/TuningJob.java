package io.auterity.jobs.tuning;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.WireId;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fine-tuning job, which stays with its provider and its owner.
 *
 * @param job where it lies; null as long as no provider is known to have it
 * @param told what was told of it last; null when nothing was yet
 * @param end how it ended; null as long as it has not
 */
public record TuningJob(
    UUID id,
    TenantScope scope,
    TuningOrder order,
    @Nullable Ref job,
    @Nullable Told told,
    @Nullable End end) {

  /** Ids of tuning jobs, as OpenAI's clients know them. */
  public static final WireId ID = new WireId("ftjob-");

  /** Purpose of the files that such jobs take. */
  public static final String PURPOSE = "fine-tune";

  public TuningJob {
    Objects.requireNonNull(id);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(order);
  }

  /** A job that is asked for next. */
  public static TuningJob planned(UUID id, TenantScope scope, TuningOrder order) {
    return new TuningJob(id, scope, order, null, null, null);
  }

  /** By which the job is known to its owner, and found again at its provider. */
  public String reference() {
    return ID.write(id);
  }

  /**
   * Where it lies.
   *
   * @throws NullPointerException when no provider is known to have it
   */
  public Ref lies() {
    return Objects.requireNonNull(job, "begun");
  }

  /**
   * What its owner is told of it.
   *
   * @param text in the owner's dialect
   * @param at when the provider was asked
   */
  public record Told(String text, Instant at) {
    public Told {
      Objects.requireNonNull(text);
      Objects.requireNonNull(at);
    }
  }

  /**
   * The end of a job.
   *
   * @param trained tokens that it trained; 0 as long as that is not reported
   * @param estimated whether none were reported: the file says about how many they are, or they are
   *     taken to be none, for the job did not succeed
   * @param billed whether they are on the owner's bill
   */
  public record End(Instant at, long trained, boolean estimated, boolean billed) {
    public End {
      Objects.requireNonNull(at);
    }
  }
}
