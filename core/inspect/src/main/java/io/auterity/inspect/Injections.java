package io.auterity.inspect;

import java.util.Set;

/**
 * Detects prompt injection by weighted rules: instructions in a text where none belong. What stands
 * within a passage and weighs enough is an injection. How words are disguised makes no difference.
 *
 * <p>A text is judged passage by passage, so that one that is still coming is judged as it will be
 * once it is there. What a passage only quotes while it speaks about attacks, as training material
 * and tests do, is not held against it.
 */
public final class Injections {

  private final InjectionRules rules = new InjectionRules();

  /**
   * The kinds of injections in the first passage of a text that has any; none where it is harmless.
   *
   * @param foreign whether it is what a tool or a document says, where even how to answer is not
   *     for it to say
   */
  public Set<String> in(String text, boolean foreign) {
    Set<String> found = sweep(foreign).all(text);
    return found.isEmpty() ? inSeen(text, foreign) : found;
  }

  // Invisible characters may part the letters of its words, or the words.
  private Set<String> inSeen(String text, boolean foreign) {
    String seen = VisibleText.of(text);
    if (seen.equals(text)) {
      return Set.of();
    }
    Set<String> found = sweep(foreign).all(seen);
    return found.isEmpty() ? sweep(foreign).all(VisibleText.spaced(text)) : found;
  }

  /**
   * Looks through a text that comes in pieces.
   *
   * @param foreign whether a tool or a document says it
   */
  public InjectionSweep sweep(boolean foreign) {
    return new InjectionSweep(rules, foreign);
  }
}
