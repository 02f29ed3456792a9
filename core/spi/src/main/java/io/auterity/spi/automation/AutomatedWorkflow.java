package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A workflow that an outside engine runs. */
public record AutomatedWorkflow(
    Ref ref,
    String name,
    @Description("Whether its own triggers start it") boolean active,
    @Description(
            "What it does, in the engine's own form; of lists, as far as the engine tells it there")
        Json.@Nullable Obj definition,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public AutomatedWorkflow {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }

  /** A workflow of which no more is known. */
  public static Builder builder(Ref ref, String name, boolean active) {
    return new Builder(ref, name, active);
  }

  /** A workflow piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String name;
    private final boolean active;
    private Json.@Nullable Obj definition;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String webUrl;
    private Json.@Nullable Obj extra;

    private Builder(Ref ref, String name, boolean active) {
      this.ref = ref;
      this.name = name;
      this.active = active;
    }

    public Builder definition(Json.@Nullable Obj value) {
      definition = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    public Builder updatedAt(@Nullable Instant value) {
      updatedAt = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder extra(Json.@Nullable Obj value) {
      extra = value;
      return this;
    }

    public AutomatedWorkflow build() {
      return new AutomatedWorkflow(
          ref, name, active, definition, createdAt, updatedAt, webUrl, extra);
    }
  }
}
