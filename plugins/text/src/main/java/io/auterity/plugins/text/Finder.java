package io.auterity.plugins.text;

import java.util.function.Consumer;

/**
 * Finds one kind of personal data, in time that grows no faster than the text: candidates begin at
 * rare places and are of bounded length.
 */
interface Finder {
  void find(String text, Consumer<PersonalSpan> found);
}
