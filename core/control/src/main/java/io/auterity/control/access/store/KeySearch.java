package io.auterity.control.access.store;

import org.jspecify.annotations.Nullable;

/**
 * The search of a list of keys.
 *
 * @param name a part of its name, in whatever case; null asks for any
 * @param prefix how one of its secrets begins; null asks for any
 * @param owner whose it is, as {@code kind/id}, a user also by holding it; null asks for any
 */
public record KeySearch(@Nullable String name, @Nullable String prefix, @Nullable String owner) {
  public static final KeySearch ALL = new KeySearch(null, null, null);
}
