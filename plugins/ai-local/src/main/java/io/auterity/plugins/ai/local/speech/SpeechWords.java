package io.auterity.plugins.ai.local.speech;

import io.auterity.plugins.ai.local.embedding.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of words that the model writes: those of Llama's tokenizer, as the library that has
 * them for JavaScript keeps them.
 */
final class SpeechWords {

  private static final Pattern TABLE =
      Pattern.compile("llama_vocab_base64 = \"([A-Za-z0-9+/=]+)\"");
  private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");
  private static final int FIRST_WORD = 3;

  private final List<String> pieces;

  private SpeechWords(List<String> pieces) {
    this.pieces = pieces;
  }

  static SpeechWords read(byte[] library) {
    Matcher table = TABLE.matcher(new String(library, StandardCharsets.UTF_8));
    if (!table.find()) {
      throw new ModelException("the words of the speech model are missing");
    }
    byte[] text = Base64.getDecoder().decode(table.group(1));
    return new SpeechWords(List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1)));
  }

  /** The text of those tokens; marks such as the end of the text are no words. */
  String text(List<Integer> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      if (token >= FIRST_WORD && token < pieces.size()) {
        String piece = pieces.get(token);
        Matcher raw = BYTE.matcher(piece);
        if (raw.matches()) {
          bytes.write(Integer.parseInt(raw.group(1), 16));
        } else {
          bytes.writeBytes(piece.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
