package io.auterity.relay.cache.meaning;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two questions. They mean the same only where every word of the one stands in the other
 * too, or one that is known to say the same, in an order and with prepositions that do not change
 * what is asked. Nearness of vectors does not tell a question from its opposite.
 */
public final class Meaning {

  private static final Lexicon ENGLISH = Lexicon.ENGLISH;
  private static final Set<String> OF_PERSONS = Set.of("self", "you");
  private static final Set<String> OF_NUMBER = Set.of("one", "many");
  private static final Set<String> OF_TENSE = Set.of("past", "future");

  private Meaning() {}

  /** In what they differ; null when they ask for the same. */
  public static @Nullable Difference between(@Nullable Reading one, @Nullable Reading other) {
    if (one == null || other == null) {
      return Difference.UNREADABLE;
    }
    Difference grammar = grammar(one, other);
    return grammar == null ? words(one, other) : grammar;
  }

  private static @Nullable Difference grammar(Reading one, Reading other) {
    if (!one.kind().equals(other.kind()) && !isTold(one, other) && !isTold(other, one)) {
      return Difference.KIND;
    }
    if (!only(one, OF_TENSE).equals(only(other, OF_TENSE))) {
      return Difference.TENSE;
    }
    Set<String> number = only(one, OF_NUMBER);
    Set<String> otherNumber = only(other, OF_NUMBER);
    if (!number.isEmpty() && !otherNumber.isEmpty() && !number.equals(otherNumber)) {
      return Difference.NUMBER;
    }
    if (!persons(one).equals(persons(other))) {
      return Difference.PERSON;
    }
    return modal(one).equals(modal(other)) ? null : Difference.MODALITY;
  }

  // "The capital of France" asks what it is.
  private static boolean isTold(Reading one, Reading other) {
    return one.kind().equals("do")
        && other.kind().equals("what")
        && !one.parts().isEmpty()
        && !other.parts().isEmpty();
  }

  private static Set<String> only(Reading one, Set<String> of) {
    Set<String> those = new HashSet<>(one.features());
    those.retainAll(of);
    return those;
  }

  // How I do it is how anybody does.
  private static Set<String> persons(Reading one) {
    Set<String> those = only(one, OF_PERSONS);
    if (one.kind().equals("how")) {
      those.remove("self");
    }
    return those;
  }

  private static Set<String> modal(Reading one) {
    Set<String> those = new HashSet<>(one.features());
    those.removeAll(OF_PERSONS);
    those.removeAll(OF_NUMBER);
    those.removeAll(OF_TENSE);
    return those;
  }

  private static @Nullable Difference words(Reading one, Reading other) {
    List<Reading.Part> parts = one.parts();
    List<Reading.Part> others = other.parts();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      places.put(others.get(i).word(), i);
    }
    int[] moved = new int[parts.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      Integer place = places.get(parts.get(i).word());
      if (place == null) {
        return parts.get(i).isNumber() ? Difference.DIGITS : Difference.WORDS;
      }
      moved[i] = place;
      seen.add(parts.get(i).word());
    }
    if (seen.size() < places.size() || parts.size() != others.size()) {
      return others.stream().anyMatch(part -> part.isNumber() && !seen.contains(part.word()))
          ? Difference.DIGITS
          : Difference.WORDS;
    }
    boolean told = seen.size() == parts.size();
    if (!told && !inOrder(parts, others)) {
      return Difference.ORDER;
    }
    return told ? placed(one, other, moved) : matched(one, other, inTurn(parts.size()));
  }

  private static int[] inTurn(int length) {
    int[] all = new int[length];
    for (int i = 0; i < length; i++) {
      all[i] = i;
    }
    return all;
  }

  private static boolean inOrder(List<Reading.Part> parts, List<Reading.Part> others) {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).word().equals(others.get(i).word())) {
        return false;
      }
    }
    return true;
  }

  // Two words may change their places where a preposition says of one what it is, in both.
  private static @Nullable Difference placed(Reading one, Reading other, int[] moved) {
    for (int i = 0; i < moved.length; i++) {
      for (int j = i + 1; j < moved.length; j++) {
        boolean bound =
            isBound(one.parts().get(i), other.parts().get(moved[i]))
                || isBound(one.parts().get(j), other.parts().get(moved[j]));
        if (moved[i] > moved[j] && !bound) {
          return Difference.ORDER;
        }
      }
    }
    return matched(one, other, moved);
  }

  private static boolean isBound(Reading.Part part, Reading.Part other) {
    return !part.role().isEmpty() && !part.role().equals("of") && part.role().equals(other.role());
  }

  private static @Nullable Difference matched(Reading one, Reading other, int[] moved) {
    for (int i = 0; i < moved.length; i++) {
      Reading.Part part = one.parts().get(i);
      Reading.Part same = other.parts().get(moved[i]);
      if (!role(part).equals(role(same))) {
        return Difference.ROLES;
      }
      if (part.name() != same.name() && isAnotherName(part, one, other)) {
        return Difference.CAPITALS;
      }
    }
    return null;
  }

  private static String role(Reading.Part part) {
    return ENGLISH.is("loose", part.role()) ? "" : part.role();
  }

  // Who writes all in small letters means names too, but not those that are words as well.
  private static boolean isAnotherName(Reading.Part part, Reading one, Reading other) {
    Reading plain = part.name() ? other : one;
    boolean begins = plain.parts().getFirst().word().equals(part.word());
    return ENGLISH.is("ambiguous", part.word()) || (plain.capitals() && !begins);
  }
}
