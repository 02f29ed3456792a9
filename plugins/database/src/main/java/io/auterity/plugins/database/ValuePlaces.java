package io.auterity.plugins.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which values of a statement stand alike, so that a database takes them alike: those of one
 * column of {@code values (?, ?), (?, ?)} and those of a list behind {@code in}, also one of rows.
 * A value that is a part of an expression stands by itself.
 */
final class ValuePlaces {

  private enum Kind {
    LIST,
    ROW,
    OTHER
  }

  /** An open bracket; rows of the same number follow each other. */
  private static final class Bracket {

    private final int number;
    private Kind kind;
    private int element;

    Bracket(Kind kind, int number) {
      this.kind = kind;
      this.number = number;
    }
  }

  private record Place(int bracket, int element) {}

  private static final Set<String> QUERY = Set.of("select", "with", "values", "table");
  private static final Set<String> BESIDE = Set.of(",", ")");

  private final Deque<Bracket> open = new ArrayDeque<>();
  private final Map<Place, Integer> known = new HashMap<>();
  private final List<Integer> alike = new ArrayList<>();
  private Bracket closed = new Bracket(Kind.OTHER, 0);
  private int brackets;
  private int numbers;
  private boolean alone;
  private String last = "";
  private String before = "";

  /** A word, in lower case. */
  void word(String word) {
    if (last.equals("(") && !open.isEmpty() && QUERY.contains(word)) {
      open.peek().kind = Kind.OTHER;
    }
    token(word);
  }

  /** A sign, or what begins a text or a name in quotes. */
  void sign(char sign) {
    Bracket opened = sign == '(' ? bracket() : null;
    token(String.valueOf(sign));
    if (opened != null) {
      open.push(opened);
    } else if (sign == ')' && !open.isEmpty()) {
      closed = open.pop();
    } else if (sign == ',' && !open.isEmpty()) {
      open.peek().element++;
    }
  }

  private Bracket bracket() {
    Bracket within = open.peek();
    if (last.equals("in")) {
      return new Bracket(Kind.LIST, ++brackets);
    }
    if (last.equals("values") || last.equals("value")) {
      return new Bracket(Kind.ROW, ++brackets);
    }
    if (within != null && within.kind == Kind.LIST && (last.equals("(") || last.equals(","))) {
      return new Bracket(Kind.ROW, within.number);
    }
    boolean follows = last.equals(",") && before.equals(")") && closed.kind == Kind.ROW;
    return follows ? new Bracket(Kind.ROW, closed.number) : new Bracket(Kind.OTHER, ++brackets);
  }

  /** The last sign stands for a value. */
  void value() {
    Bracket within = open.peek();
    alone =
        within != null && within.kind != Kind.OTHER && (before.equals("(") || before.equals(","));
    if (within == null || !alone) {
      alike.add(numbers++);
      return;
    }
    Place place = new Place(within.number, within.kind == Kind.LIST ? -1 : within.element);
    alike.add(known.computeIfAbsent(place, ignored -> numbers++));
  }

  // What follows a value tells whether it was alone.
  private void token(String token) {
    if (alone && !BESIDE.contains(token)) {
      alike.set(alike.size() - 1, numbers++);
    }
    alone = false;
    before = last;
    last = token;
  }

  /** For each value a number that it shares with those that stand alike. */
  List<Integer> alike() {
    return alike;
  }
}
