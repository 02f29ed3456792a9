package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job that trains a model further, as its provider tells of it. */
public record Tuning(
    Ref ref,
    @Description("Model that is trained further") String model,
    TuningState state,
    @Description("Id of the new model, as the provider names it; once there is one")
        @Nullable String tunedModel,
    @Nullable Instant createdAt,
    @Description("When it ended, where the vendor tells") @Nullable Instant endedAt,
    @Description("Tokens that are billed, once the vendor tells them") @Nullable Long trainedTokens,
    @Description("Why it failed") @Nullable Fault fault,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {

  public Tuning {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(model);
    Objects.requireNonNull(state);
    extra = Extra.copy(extra);
  }

  /** What the vendor says of a job that failed. */
  public record Fault(
      @Description("The vendor's word for it") String code,
      String message,
      @Description("Field at fault, where there is one") @Nullable String field) {
    public Fault {
      Objects.requireNonNull(code);
      Objects.requireNonNull(message);
    }
  }
}
