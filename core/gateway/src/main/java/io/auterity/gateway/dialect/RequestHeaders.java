package io.auterity.gateway.dialect;

import org.jspecify.annotations.Nullable;

/** Headers of a request: values by lower-case name. */
@FunctionalInterface
public interface RequestHeaders {
  @Nullable String get(String name);
}
