package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page of a space. */
public record KnowledgePage(
    Ref ref,
    @Description("The space that holds it; absent where the vendor does not tell")
        @Nullable Ref space,
    @Description("The page that it stands under; absent at the top") @Nullable Ref parent,
    String title,
    @Description("Its text in Markdown; absent in lists") @Nullable String body,
    @Description(
            "Lower comes first among the pages beside it; absent where the vendor does not tell")
        @Nullable Integer position,
    @Description("Its page for people") @Nullable String webUrl,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Description(
            "Another after each change; absent where the vendor cannot hold a change against it")
        @Nullable String revision,
    @Description("The vendor's own fields") Json.Obj extra) {
  public KnowledgePage {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(title);
    Objects.requireNonNull(extra);
  }

  /** One of which nothing is told but its place and title. */
  public static Builder builder(Ref ref, String title) {
    return new Builder(ref, title);
  }

  /** A page piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String title;
    private Json.Obj extra = Json.EMPTY;
    private @Nullable Ref space;
    private @Nullable Ref parent;
    private @Nullable String body;
    private @Nullable Integer position;
    private @Nullable String webUrl;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String revision;

    private Builder(Ref ref, String title) {
      this.ref = ref;
      this.title = title;
    }

    public Builder space(@Nullable Ref value) {
      space = value;
      return this;
    }

    public Builder parent(@Nullable Ref value) {
      parent = value;
      return this;
    }

    public Builder body(@Nullable String value) {
      body = value;
      return this;
    }

    public Builder position(@Nullable Integer value) {
      position = value;
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

    public Builder updatedAt(@Nullable Instant value) {
      updatedAt = value;
      return this;
    }

    public Builder revision(@Nullable String value) {
      revision = value;
      return this;
    }

    public Builder extra(Json.Obj value) {
      extra = value;
      return this;
    }

    public KnowledgePage build() {
      return new KnowledgePage(
          ref, space, parent, title, body, position, webUrl, createdAt, updatedAt, revision, extra);
    }
  }
}
