package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A page that a search found. */
public record ContentHit(
    @Description("The page") Ref page,
    String title,
    @Description("What stands around the words") @Nullable String snippet,
    @Description("The space that holds it; absent where the vendor does not tell")
        @Nullable Ref space,
    @Description("Its page for people") @Nullable String webUrl) {
  public ContentHit {
    Objects.requireNonNull(page);
    Objects.requireNonNull(title);
  }
}
