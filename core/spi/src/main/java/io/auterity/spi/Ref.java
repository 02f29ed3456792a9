package io.auterity.spi;

import java.util.Objects;

/**
 * Where a resource came from: the provider that holds it and the vendor's own id. An input that
 * carries a {@code Ref} is sent to that provider and no other.
 */
@Description("A resource and the provider that holds it")
public record Ref(
    @Description("Id of the provider that holds the resource") String provider,
    @Description("The vendor's own id of the resource") String id) {
  public Ref {
    Objects.requireNonNull(provider);
    Objects.requireNonNull(id);
  }
}
