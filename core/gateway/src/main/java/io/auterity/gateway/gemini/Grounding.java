package io.auterity.gateway.gemini;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grounding metadata of a Gemini answer, in the form of the vendor's own search. It is a list
 * of sources, and which stretch of the text each is of, in bytes of UTF-8.
 */
final class Grounding {

  private final Map<Json, Integer> sources = new LinkedHashMap<>();
  private final List<Json> supports = new ArrayList<>();
  private final List<Part> unaddressed = new ArrayList<>();
  private long began;
  private long ended;
  private int lastText = -1;

  /** Follows the text of the part at that place. */
  void text(int part, String text) {
    if (part != lastText) {
      lastText = part;
      began = ended;
    }
    ended += text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Adds a source of the last text. */
  void add(Part.Citation source) {
    if (source.url() == null) {
      unaddressed.add(source);
      return;
    }
    String title = source.title() == null ? source.url() : source.title();
    Json web =
        Json.EMPTY.with(
            "web", Json.EMPTY.with("uri", Json.of(source.url())).with("title", Json.of(title)));
    int index = sources.computeIfAbsent(web, _ -> sources.size());
    Json.Obj segment =
        Json.EMPTY
            .with("startIndex", Json.of(began))
            .with("endIndex", Json.of(ended))
            .with("text", Json.of(source.text()));
    supports.add(
        Json.EMPTY
            .with("segment", segment)
            .with("groundingChunkIndices", Json.array(List.of(Json.of(index)))));
  }

  /** Those for which this form has no place, as they have no address. */
  List<Part> unaddressed() {
    return unaddressed;
  }

  /** All of it; null when there is none. */
  @Nullable Json metadata() {
    return supports.isEmpty()
        ? null
        : Json.EMPTY
            .with("groundingChunks", Json.array(sources.keySet()))
            .with("groundingSupports", Json.array(supports));
  }
}
