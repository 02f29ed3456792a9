package io.auterity.plugins.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the verbs of a statement: its first word and, behind {@code with}, those of its parts and
 * of what follows them. Where words leave doubt there is none: a column may be called delete.
 */
final class StatementVerbs {

  private final List<String> found = new ArrayList<>();
  private boolean inParts;
  private int depth;
  private String last = "";
  private String before = "";
  private String earlier = "";

  /** A word, in lower case. */
  void word(String word) {
    if (found.isEmpty()) {
      found.add(word);
      inParts = word.equals("with");
    } else if (inParts) {
      part(word);
    }
    token(word);
  }

  // A part stands in "name as [not] [materialized] (…)", with columns in brackets behind the name.
  private void part(String word) {
    boolean named =
        before.equals("as")
            || (before.equals("materialized") && Set.of("as", "not").contains(earlier));
    boolean begins = depth == 1 && last.equals("(") && named;
    boolean follows = depth == 0 && last.equals(")") && !word.equals("as");
    if (begins || follows) {
      found.add(word);
    }
    inParts = !follows;
  }

  /** A sign, or what begins a text or a name in quotes. */
  void sign(char sign) {
    if (sign == '(') {
      depth++;
    } else if (sign == ')') {
      depth--;
    }
    token(String.valueOf(sign));
  }

  private void token(String token) {
    earlier = before;
    before = last;
    last = token;
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
