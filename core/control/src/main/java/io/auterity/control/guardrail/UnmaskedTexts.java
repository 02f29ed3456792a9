package io.auterity.control.guardrail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The unmasked texts of one answer: where in them words of the request were put back in the place
 * of their placeholders, so that what is kept of the answer has the placeholders. Of a text its
 * length and hash are held, not the text.
 */
final class UnmaskedTexts {

  private final Map<Text, List<Place>> texts = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();

  /** A text as its caller was told it, by its length in units and {@link String#hashCode}. */
  private record Text(int length, int hash) {}

  private record Place(int at, String words, String placeholder) {}

  /** A text that comes in pieces. */
  final class Writer {

    private final List<Place> places = new ArrayList<>(0);
    private int length;
    private int hash;

    /** Goes on by what stands there anyway. */
    void add(CharSequence piece, int from, int to) {
      for (int i = from; i < to; i++) {
        hash = 31 * hash + piece.charAt(i);
      }
      length += to - from;
    }

    /** Goes on by words in the place of their placeholder. */
    void restore(String said, String placeholder) {
      places.add(new Place(length, said, placeholder));
      words.put(said, placeholder);
      add(said, 0, said.length());
    }

    /** Ends the text. */
    void end() {
      texts.merge(
          new Text(length, hash), List.copyOf(places), (one, other) -> one.isEmpty() ? other : one);
      places.clear();
      length = 0;
      hash = 0;
    }
  }

  /**
   * The text with the placeholders again where they were. Of a part of a text, such as an element
   * that was read of it, the places are not known: the words are replaced wherever they stand.
   */
  String undone(String told) {
    List<Place> places = texts.get(new Text(told.length(), told.hashCode()));
    if (places == null) {
      return PiiPlaceholders.replaced(told, words);
    }
    StringBuilder undone = new StringBuilder(told.length());
    int from = 0;
    for (Place place : places) {
      undone.append(told, from, place.at()).append(place.placeholder());
      from = place.at() + place.words().length();
    }
    return undone.append(told, from, told.length()).toString();
  }
}
