package io.auterity.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Finds one sort of thing, in time that grows no faster than the text: what begins at a place is of
 * bounded length. Whether something begins there depends on what follows, read by {@link
 * TextView#at}, and on at most {@link #LOOKS_BACK} units before.
 */
public interface Finder {

  int LOOKS_BACK = 64;

  /** What begins at {@code start}; null when nothing does. */
  @Nullable Span at(TextView text, int start);
}
