package io.auterity.gateway.tuning;

import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that trains a model further, which stays with its provider and its owner.
 *
 * @param owner id of the principal that asked for it; nobody else sees it
 * @param model that is trained further
 * @param trainingFile a file that the owner left here
 * @param validationFile another; null when there is none
 * @param job where it lies
 * @param end how it ended; null as long as it has not
 */
public record KeptTuning(
    UUID id,
    UUID owner,
    String model,
    UUID trainingFile,
    @Nullable UUID validationFile,
    Instant created,
    Ref job,
    @Nullable End end) {

  /** Purpose of the files that such jobs take. */
  public static final String PURPOSE = "fine-tune";

  public KeptTuning {
    Objects.requireNonNull(id);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(model);
    Objects.requireNonNull(trainingFile);
    Objects.requireNonNull(created);
    Objects.requireNonNull(job);
  }

  /**
   * The end of a job.
   *
   * @param told what its owner is told of it from then on, in the owner's dialect
   * @param trained tokens that it trained
   * @param billed whether they are on the owner's bill, or are being put there
   */
  public record End(String told, long trained, boolean billed) {
    public End {
      Objects.requireNonNull(told);
    }

    /** Whether its owner is still to be billed. */
    public boolean owed() {
      return trained > 0 && !billed;
    }
  }
}
