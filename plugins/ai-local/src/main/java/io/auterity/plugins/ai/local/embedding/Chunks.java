package io.auterity.plugins.ai.local.embedding;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into stretches that a model can read at once, never inside a word. */
final class Chunks {

  /** BERT reads 512 pieces, of which two mark begin and end. */
  private static final int LONGEST = 510;

  /** At least one chunk, also for a text without words. */
  static List<List<Integer>> of(List<List<Integer>> words) {
    List<List<Integer>> chunks = new ArrayList<>();
    List<Integer> chunk = new ArrayList<>();
    for (List<Integer> word : words) {
      if (chunk.size() + word.size() > LONGEST) {
        chunks.add(chunk);
        chunk = new ArrayList<>();
      }
      chunk.addAll(word);
    }
    chunks.add(chunk);
    return chunks;
  }
}
