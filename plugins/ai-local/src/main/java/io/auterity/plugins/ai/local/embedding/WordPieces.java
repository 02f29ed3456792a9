package io.auterity.plugins.ai.local.embedding;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The WordPiece vocabulary of a model: cuts each word greedily into the longest pieces that it
 * holds. Special tokens that a text spells out are plain text here.
 */
final class WordPieces {

  static final long CLS = 101;
  static final long SEP = 102;

  private static final Integer UNKNOWN = 100;
  private static final String CONTINUED = "##";
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> ids;

  private WordPieces(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /** Reads the vocabulary of a {@code tokenizer.json}. */
  static WordPieces read(byte[] tokenizerJson) {
    if (JsonUtf8.read(tokenizerJson) instanceof Json.Obj tokenizer
        && tokenizer.get("model") instanceof Json.Obj model
        && model.get("vocab") instanceof Json.Obj vocabulary) {
      return new WordPieces(ids(vocabulary));
    }
    throw new MalformedJsonException("a tokenizer without model.vocab");
  }

  private static Map<String, Integer> ids(Json.Obj vocabulary) {
    Map<String, Integer> ids = HashMap.newHashMap(vocabulary.fields().size());
    vocabulary
        .fields()
        .forEach((piece, id) -> ids.put(piece, Integer.valueOf(((Json.Int) id).toString())));
    return ids;
  }

  /** The pieces of each word of the text. */
  List<List<Integer>> of(String text) {
    return BertText.words(text).stream().map(this::pieces).toList();
  }

  private List<Integer> pieces(String word) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return List.of(UNKNOWN);
    }
    List<Integer> pieces = new ArrayList<>();
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer piece = piece(word, start, end);
      while (piece == null && end > start + 1) {
        end--;
        piece = piece(word, start, end);
      }
      if (piece == null) {
        return List.of(UNKNOWN);
      }
      pieces.add(piece);
      start = end;
    }
    return pieces;
  }

  private @Nullable Integer piece(String word, int start, int end) {
    String text = word.substring(start, end);
    return ids.get(start == 0 ? text : CONTINUED + text);
  }
}
