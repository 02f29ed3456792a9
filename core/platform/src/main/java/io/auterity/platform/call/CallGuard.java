package io.auterity.platform.call;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard of one call, which looks at its words. It keeps what it has masked until the call is
 * over, and is used by one thread at a time. Where it throws {@code content_refused}, the call
 * ends.
 */
public interface CallGuard {

  /** Field of a failure that names the guardrail that refused. */
  String FIELD = "guardrail";

  /**
   * Field of a failure that tells which way the words went that a guardrail of this call refused.
   */
  HostField WAY = new HostField("way");

  /** Which way words go. */
  enum Way {
    REQUEST,
    ANSWER;

    /** As failures and events tell it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where words stand. */
  enum Place {
    /** In what is said. */
    WORDS,
    /** In what a tool is told: the arguments of its calls. */
    TOOL,
    /** In what a tool of the caller's is described by, to the values that its schema names. */
    OFFERED,
    /** In what a tool has told or a document says. */
    TOLD,
    /** Either, of a tool that the vendor carries out, which tells it as a part of what is said. */
    HOSTED
  }

  /**
   * Words that stand together.
   *
   * @param bare whether it is a number or the name of a field, about which no judge outside is
   *     asked
   * @param goesOn whether it goes on from the piece before it, as the next part of one message
   */
  record Piece(Place place, String text, boolean bare, boolean goesOn) {

    /** Words that begin anew. */
    public Piece(Place place, String text, boolean bare) {
      this(place, text, bare, false);
    }

    /** Words that begin anew and are neither a number nor the name of a field. */
    public Piece(Place place, String text) {
      this(place, text, false);
    }
  }

  /**
   * A text that comes in pieces, of which none is let go before its verdict.
   *
   * @see CallGuard#stream
   */
  interface PieceStream {
    /** Takes the next piece; gives back what may go now. */
    String take(String piece);

    /** Gives back the rest, as no more follows. */
    String finish();

    /** Takes a text that is there at once; gives back all that may go of it. */
    default String all(String text) {
      String begun = take(text);
      String rest = finish();
      return rest.isEmpty() ? begun : begun.isEmpty() ? rest : begun + rest;
    }
  }

  /**
   * Words of the request that were masked.
   *
   * @param words as the rule saw them that found them: with the placeholders of rules before it
   */
  record Masked(String kind, String words) {}

  /** What was done with the words of one way, without any of them. */
  record Told(String verdict, String reason) {}

  /** Whether it looks at words of that way, or puts some back there. */
  boolean looks(Way way);

  /**
   * Which guardrail does not let a call go on that carries bytes, in which none can look; empty
   * when all do, or none looks.
   */
  default Optional<String> refusingBytes() {
    return looks(Way.REQUEST) || looks(Way.ANSWER) ? Optional.of("guardrail") : Optional.empty();
  }

  /**
   * The texts that go on, one for each piece, in their order.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}, with the field {@link
   *     #FIELD}
   */
  List<String> judge(Way way, List<Piece> pieces);

  /**
   * Looks at names of a request by which machines find things: ids, names of tools and of fields,
   * patterns, addresses. None can go on otherwise, so a finding that is to be replaced ends the
   * call. Asked once, before {@link #judge} is about the request.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}, with the field {@link
   *     #FIELD}
   */
  default void judgeNames(List<Piece> names) {}

  /** Looks at one text of a streamed answer. */
  PieceStream stream();

  /**
   * A text that no model is told, such as one that the answer repeats, masked as the request is.
   */
  default String hidden(String text) {
    return text;
  }

  /** A text of the answer as it was before words of the request were put back in it. */
  default String unrestored(String text) {
    return text;
  }

  /** The words that it has masked, by the placeholder that stands for them. */
  default Map<String, Masked> masked() {
    return Map.of();
  }

  /** Labels that the call gets for what was found in its request. */
  Map<String, String> labels();

  /** What it found that way; null when nothing. */
  @Nullable Told told(Way way);
}
