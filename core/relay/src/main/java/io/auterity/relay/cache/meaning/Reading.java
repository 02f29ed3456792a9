package io.auterity.relay.cache.meaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a question in English asks for: of what kind it is, and its words in their order, without
 * those that say nothing.
 *
 * @param letters all its words, whatever their capitals, marks and spaces
 * @param kind how, what, why, when …; {@code whether}; {@code do} where it is no question
 * @param features tense, modality, persons and number, as the grammar tells them
 * @param capitals whether a name in it has its capital
 */
public record Reading(
    String text,
    String letters,
    String kind,
    Set<String> features,
    List<Part> parts,
    boolean capitals) {

  /** Longer questions are compared letter by letter only. */
  static final int LONGEST = 600;

  private static final Lexicon ENGLISH = Lexicon.ENGLISH;
  private static final int EARLY = 5;
  private static final int SURE = 2;

  /**
   * A word that counts.
   *
   * @param word canonical
   * @param role the preposition before it; empty where there is none
   * @param name whether it has a capital that does not begin a sentence
   */
  record Part(String word, String role, boolean name) {

    boolean isNumber() {
      return Character.isDigit(word.charAt(0)) || word.equals("minus");
    }
  }

  public Reading {
    features = Set.copyOf(features);
    parts = List.copyOf(parts);
  }

  /** Its words, whatever their order. */
  public String words() {
    return String.join(" ", new TreeSet<>(parts.stream().map(Part::word).toList()));
  }

  /** The question in a text; null where it is long, or not known to be English. */
  public static @Nullable Reading of(String text) {
    if (text.length() > LONGEST || !isPlain(text)) {
      return null;
    }
    List<Lexeme> tokens = Lexeme.of(text);
    long english = tokens.stream().filter(one -> ENGLISH.is("english", one.text())).count();
    boolean asked = !tokens.isEmpty() && ENGLISH.is("asking", tokens.getFirst().text());
    if (english < (asked ? 1 : SURE)) {
      return null;
    }
    List<Lexeme> turned = ENGLISH.turned(owners(ENGLISH.opened(tokens)));
    String letters = String.join(" ", tokens.stream().map(Lexeme::text).toList());
    return new Parser(turned).read(text, letters);
  }

  // Other letters are of other languages.
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c < 128 || !Character.isLetterOrDigit(c));
  }

  // The king's old crown is the old crown of the king.
  private static List<Lexeme> owners(List<Lexeme> tokens) {
    List<Lexeme> now = new ArrayList<>(tokens);
    int at = now.indexOf(new Lexeme(Lexeme.OWNS));
    while (at > 0) {
      int end = at + 1;
      while (end < now.size() && !ENGLISH.is("bound", now.get(end).text())) {
        end++;
      }
      List<Lexeme> owner = List.of(now.get(at - 1));
      now.remove(at);
      now.remove(at - 1);
      now.add(end - 2, new Lexeme("of"));
      now.addAll(end - 1, owner);
      at = now.indexOf(new Lexeme(Lexeme.OWNS));
    }
    return now;
  }

  /** Goes through the words once. */
  private static final class Parser {

    private final List<Lexeme> tokens;
    private final Set<String> features = new TreeSet<>();
    private final List<Part> parts = new ArrayList<>();
    private String kind = "";
    private String role = "";

    private Parser(List<Lexeme> tokens) {
      this.tokens = tokens;
    }

    private Reading read(String text, String letters) {
      for (int i = 0; i < tokens.size(); i++) {
        take(tokens.get(i), i);
      }
      strayRole();
      boolean capitals = tokens.stream().anyMatch(Lexeme::name);
      return new Reading(text, letters, kind.isEmpty() ? "do" : kind, features, parts, capitals);
    }

    private void take(Lexeme token, int at) {
      String word = token.text();
      boolean asksWhether = word.equals("if") || word.equals("whether");
      if (kind.isEmpty() && at == 0 && asksWhether) {
        kind = "whether";
        return;
      }
      if (kind.isEmpty() && isEarly(at) && ENGLISH.is("kind", word)) {
        kind = word.equals("which") ? "what" : word;
        return;
      }
      if (at == 0 && (ENGLISH.is("auxiliary", word) || ENGLISH.is("modal", word))) {
        kind = "whether";
      }
      if (!grammar(token)) {
        if (ENGLISH.is("preposition", word)) {
          strayRole();
          role = word;
        } else if (!ENGLISH.is("silent", word)) {
          parts.add(new Part(ENGLISH.canonical(word), role, token.name()));
          role = "";
        }
      }
    }

    // On Sunday, when …
    private boolean isEarly(int at) {
      return at < EARLY && parts.stream().noneMatch(part -> part.role().isEmpty());
    }

    // Whether a word is told by a feature.
    private boolean grammar(Lexeme token) {
      String word = token.text();
      for (String feature : List.of("past", "future", "modal", "self", "you", "one", "many")) {
        if (ENGLISH.is(feature, word)) {
          features.add(feature.equals("modal") ? ENGLISH.canonical(word) : feature);
          return true;
        }
      }
      return false;
    }

    // A preposition that nothing follows belongs to its verb: to turn it off.
    private void strayRole() {
      if (!role.isEmpty() && !ENGLISH.is("loose", role)) {
        parts.add(new Part(role, "", false));
      }
      role = "";
    }
  }
}
