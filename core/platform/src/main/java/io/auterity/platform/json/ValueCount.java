package io.auterity.platform.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values of a text while it comes, so that what they take as objects is known before one
 * is made. Of JSON the count is exact, or too high where the text is malformed: objects, arrays,
 * texts, numbers and words, without the names of fields. A text that is JSON itself, as the
 * arguments of a tool are, may be read too: what it may hold weighs as much. Of YAML and of
 * separated values the count is an upper bound.
 */
public final class ValueCount {

  /**
   * Bytes of the heap that a value takes on average where a text is made of the costliest, as
   * {@code {"":0}}: an object with one field takes 176, a number 16, a text 56 and its letters.
   */
  public static final int WEIGHT = 96;

  /**
   * Bytes that a number or a word takes that stands in a list, as those of vectors do: itself, what
   * is made of it, and its places in the lists of both.
   */
  public static final int ELEMENT_WEIGHT = 64;

  // Its place and its path are kept beside each value.
  private static final int TEXT_WEIGHT = 2 * WEIGHT;
  // Three bytes in base64, which is the least that a value has.
  private static final int SEALED_VALUE = 4;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  /** Where the reading of a text stands. */
  private enum State {
    BEGIN,
    BETWEEN,
    WORD,
    /** At the beginning of a string. */
    QUOTED,
    STRING,
    /** In a string that may be JSON. */
    INNER,
    /** In a string that may be base64 of JSON. */
    SEALED,
    /** Neither an object nor an array: nothing is counted. */
    OTHER,
    TEXT
  }

  /** How much was read of an escape, which stands for a letter of ASCII when its code begins 00. */
  private enum Escape {
    NONE,
    BEGUN,
    CODE,
    ZERO
  }

  private final List<String> seals;
  private State state;
  private Escape escape = Escape.NONE;
  private @Nullable String seal;
  private int read;
  private boolean afterText;
  private boolean ofField;
  private long values;
  private long elements;
  private long inner;

  private ValueCount(State state, List<String> seals) {
    this.state = state;
    this.seals = seals;
  }

  /** Of JSON, one value or many. */
  public static ValueCount ofJson() {
    return new ValueCount(State.BETWEEN, List.of());
  }

  /** Of what may be JSON: when it begins neither with an object nor with an array, it has none. */
  public static ValueCount ofBody() {
    return ofBody(List.of());
  }

  /**
   * As {@link #ofBody()}, where some texts may be base64 of JSON.
   *
   * @param seals how those begin, in ASCII, each with another letter
   */
  public static ValueCount ofBody(List<String> seals) {
    return new ValueCount(State.BEGIN, seals);
  }

  /** Of YAML, or of texts that lines and commas separate. */
  public static ValueCount ofText() {
    return new ValueCount(State.TEXT, List.of());
  }

  /** The values so far. */
  public long values() {
    return values;
  }

  /** Whether it is a count, and no upper bound. */
  public boolean exact() {
    return state != State.TEXT;
  }

  /** The bytes of memory that they take, with those that texts may hold. */
  public long weight() {
    return exact()
        ? (values + inner) * WEIGHT - elements * (WEIGHT - ELEMENT_WEIGHT)
        : values * TEXT_WEIGHT;
  }

  /** Reads on. */
  public ValueCount add(byte[] text, int from, int to) {
    int at = from;
    while (at < to && state != State.OTHER) {
      at =
          switch (state) {
            case BEGIN -> begin(text, at, to);
            case QUOTED -> quoted(text, at, to);
            case STRING -> string(text, at, to);
            case INNER, SEALED -> inner(text, at, to);
            case TEXT -> text(text, at, to);
            default -> between(text, at, to);
          };
    }
    return this;
  }

  private int begin(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] >= 0 && text[at] <= ' ') {
      at++;
    }
    if (at < to) {
      state = text[at] == '{' || text[at] == '[' ? State.BETWEEN : State.OTHER;
    }
    return at;
  }

  private int between(byte[] text, int from, int to) {
    boolean word = state == State.WORD;
    for (int at = from; at < to; at++) {
      switch (text[at]) {
        case '"' -> {
          values++;
          state = State.QUOTED;
          read = 0;
          seal = null;
          return at + 1;
        }
        case '{', '[' -> {
          values++;
          word = false;
          afterText = false;
          ofField = false;
        }
        case ':' -> {
          // What stood before it was a name.
          values -= afterText ? 1 : 0;
          word = false;
          afterText = false;
          ofField = true;
        }
        case '}', ']', ',' -> {
          word = false;
          afterText = false;
          ofField = false;
        }
        case ' ', '\t', '\r', '\n' -> word = false;
        default -> {
          values += word ? 0 : 1;
          elements += word || ofField ? 0 : 1;
          word = true;
          afterText = false;
        }
      }
    }
    state = word ? State.WORD : State.BETWEEN;
    return to;
  }

  // Blanks and letters may be written as escapes.
  private int quoted(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      boolean inEscape = escape != Escape.NONE;
      State next = inEscape ? escaped(text[at]) : first(text[at]);
      if (next != State.QUOTED) {
        state = next;
        return inEscape ? at + 1 : at;
      }
    }
    return to;
  }

  private State first(byte one) {
    if (one == '\\') {
      escape = Escape.BEGUN;
      return State.QUOTED;
    }
    if (read == 0 && (one == '{' || one == '[')) {
      return State.INNER;
    }
    if (read == 0 && one == ' ') {
      return State.QUOTED;
    }
    return sealed(one);
  }

  private State sealed(byte one) {
    for (String begin : read == 0 ? seals : List.<String>of()) {
      seal = begin.charAt(0) == one ? begin : seal;
    }
    String begin = seal;
    if (begin == null || begin.charAt(read) != one) {
      return State.STRING;
    }
    read++;
    return read == begin.length() ? State.SEALED : State.QUOTED;
  }

  private State escaped(byte one) {
    boolean ascii = escape == Escape.ZERO && one == '0';
    boolean blank = escape == Escape.BEGUN && (one == 'n' || one == 'r' || one == 't');
    boolean goesOn = goesOn(one);
    escape = goesOn ? next() : Escape.NONE;
    if (ascii) {
      return seals.isEmpty() ? State.INNER : State.SEALED;
    }
    return goesOn || (blank && read == 0) ? State.QUOTED : State.STRING;
  }

  private int inner(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      byte one = text[at];
      if (escape != Escape.NONE) {
        inner += escape == Escape.ZERO && one == '0' ? 1 : 0;
        escape = goesOn(one) ? next() : Escape.NONE;
      } else if (one == '"') {
        return ended(at);
      } else if (one == '\\') {
        escape = Escape.BEGUN;
      } else {
        inner += one == ',' || one == '{' || one == '[' ? 1 : 0;
      }
      inner += state == State.SEALED && ++read % SEALED_VALUE == 0 ? 1 : 0;
    }
    return to;
  }

  private boolean goesOn(byte one) {
    return switch (escape) {
      case BEGUN -> one == 'u';
      case CODE -> one == '0';
      default -> false;
    };
  }

  private Escape next() {
    return escape == Escape.BEGUN ? Escape.CODE : Escape.ZERO;
  }

  private int ended(int quote) {
    state = State.BETWEEN;
    afterText = true;
    return quote + 1;
  }

  private int string(byte[] text, int from, int to) {
    int at = from;
    if (escape != Escape.NONE) {
      escape = Escape.NONE;
      at++;
    }
    while (at < to) {
      at = special(text, at, to);
      if (at < to && text[at] == '"') {
        return ended(at);
      }
      // A backslash, with what it escapes.
      if (at + 1 == to) {
        escape = Escape.BEGUN;
      }
      at += 2;
    }
    return to;
  }

  // The next quote or backslash, found among eight bytes by Mycroft's test for a zero byte.
  private static int special(byte[] text, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) LONGS.get(text, at);
      long quotes = eight ^ QUOTES;
      long backslashes = eight ^ BACKSLASHES;
      long found = ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes);
      if ((found & HIGH) != 0) {
        return at + Long.numberOfTrailingZeros(found & HIGH) / Byte.SIZE;
      }
    }
    while (at < to && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    return at;
  }

  private int text(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      switch (text[at]) {
        case '\n', ',', ':', '[', '{', '-', '?' -> values++;
        default -> {}
      }
    }
    return to;
  }
}
