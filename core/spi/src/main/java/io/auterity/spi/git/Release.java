package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tag that is handed out, with notes. */
public record Release(
    Ref ref,
    String tag,
    String name,
    String notes,
    boolean draft,
    boolean prerelease,
    @Description("Its page for people") @Nullable String webUrl,
    @Nullable Instant createdAt) {
  public Release {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(name);
    Objects.requireNonNull(notes);
  }

  /** One without notes, which has the name of its tag. */
  public static Builder builder(Ref ref, String tag) {
    return new Builder(ref, tag);
  }

  /** A release piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String tag;
    private String name;
    private String notes = "";
    private boolean draft;
    private boolean prerelease;
    private @Nullable String webUrl;
    private @Nullable Instant createdAt;

    private Builder(Ref ref, String tag) {
      this.ref = ref;
      this.tag = tag;
      this.name = tag;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder notes(String value) {
      notes = value;
      return this;
    }

    public Builder draft(boolean value) {
      draft = value;
      return this;
    }

    public Builder prerelease(boolean value) {
      prerelease = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    public Release build() {
      return new Release(ref, tag, name, notes, draft, prerelease, webUrl, createdAt);
    }
  }
}
