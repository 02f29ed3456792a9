package io.auterity.workflow.trigger;

import io.auterity.platform.suggestion.Nearest;
import io.auterity.workflow.event.CustomEvent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The types of events that are declared, so that a trigger that waits for any other is refused: it
 * would never start anything. In a declared type {@code *} stands for words that are only known
 * when the event happens.
 */
public final class DeclaredTypes {

  private static final String ANY = "*";
  private static final String REST = ".*";

  // Of a quoted pattern.
  private static final String WORDS = "\\E[a-z0-9_]+(?:\\.[a-z0-9_]+)*\\Q";

  private final Collection<String> declared;

  /**
   * Of those that are declared when a trigger is written.
   *
   * @param declared e.g. {@code io.auterity.tracker.issue.*.v1}
   */
  DeclaredTypes(Collection<String> declared) {
    this.declared = declared;
  }

  /**
   * Refuses a type that never happens.
   *
   * @param type that may end in {@code .*}
   * @throws io.auterity.spi.CallFailedException {@code invalid}
   */
  void require(String type) {
    if (declared.stream().noneMatch(each -> mayBe(type, each))) {
      throw EventCondition.invalid(
          "type", "'%s' never happens; %s".formatted(type, fix(type, declared)));
    }
  }

  /**
   * Whether a declared type may be one that a trigger waits for.
   *
   * @param type that may end in {@code .*}
   * @param declared in which {@code *} stands for words that are only known when the event happens
   */
  public static boolean mayBe(String type, String declared) {
    if (!type.endsWith(REST)) {
      return Pattern.matches(Pattern.quote(declared).replace(ANY, WORDS), type);
    }
    String begins = type.substring(0, type.length() - 1);
    int open = declared.indexOf(ANY);
    return declared.startsWith(begins)
        || (open >= 0 && begins.startsWith(declared.substring(0, open)));
  }

  private static boolean none(Collection<String> all) {
    return all.stream().noneMatch(each -> each.startsWith(CustomEvent.PREFIX));
  }

  private static String fix(String type, Collection<String> all) {
    if (type.startsWith(CustomEvent.PREFIX) && none(all)) {
      return "declare it with a resource of kind event";
    }
    int most = all.stream().mapToInt(each -> shared(type, each)).max().orElse(0);
    List<String> like = all.stream().filter(each -> shared(type, each) == most).toList();
    return Nearest.fix(type, like.stream().map(DeclaredTypes::asWritten).distinct().toList());
  }

  /** How many words at the beginning are the same. */
  private static int shared(String type, String declared) {
    String[] ones = type.split("\\.", -1);
    String[] others = declared.split("\\.", -1);
    int different = Arrays.mismatch(ones, others);
    return different < 0 ? ones.length : different;
  }

  private static String asWritten(String declared) {
    int open = declared.indexOf(ANY);
    return open < 0 ? declared : declared.substring(0, declared.lastIndexOf('.', open)) + REST;
  }
}
