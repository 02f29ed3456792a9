package io.auterity.spi.ai;

import java.util.Objects;

/**
 * The whole answer of a chat model as its vendor wrote it: all that the language asks for is there,
 * and fields that only the vendor knows are kept.
 *
 * @param dialect name of the language that it is written in
 * @param json one object in UTF-8
 * @param usage what it tells; always something
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WireAnswer(String dialect, byte[] json, TokenUsage usage) implements ChatAnswer {
  public WireAnswer {
    Objects.requireNonNull(dialect);
    Objects.requireNonNull(json);
    if (usage.equals(TokenUsage.NONE)) {
      throw new IllegalArgumentException("an answer that tells no usage needs counting");
    }
  }
}
