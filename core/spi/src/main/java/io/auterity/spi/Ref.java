package io.auterity.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource by the vendor's own id. A result names the provider that holds it; an input that names
 * one is sent to that provider and no other, and one that names none means the resource of that id
 * at whichever provider the call goes to. In JSON such an input may be the id alone, as a text.
 * What names a resource of another kind is declared by {@link OfKind}.
 */
@Description("A resource and the provider that holds it")
public record Ref(
    @Description("Id of the provider that holds the resource") @Nullable String provider,
    @Description("The vendor's own id of the resource") String id) {
  public Ref {
    Objects.requireNonNull(id);
  }

  /** The resource of that id at whichever provider the call goes to. */
  public static Ref of(String id) {
    return new Ref(null, id);
  }
}
