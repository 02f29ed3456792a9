package io.auterity.workflow.journal;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.Json;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest. */
public final class Digest {

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Digest of(byte[] sha256) {
    return new Digest(sha256.clone());
  }

  /** Of a JSON value, whatever the order of its fields. */
  public static Digest of(Json value) {
    return new Digest(Sha256.of(canonical(value).toString()));
  }

  private static Json canonical(Json value) {
    return switch (value) {
      case Json.Obj(var fields) -> {
        Map<String, Json> sorted = new TreeMap<>();
        fields.forEach((name, field) -> sorted.put(name, canonical(field)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr(var items) -> new Json.Arr(items.stream().map(Digest::canonical).toList());
      default -> value;
    };
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest digest && Arrays.equals(digest.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
