package io.auterity.toolkit.ai;

import io.auterity.spi.Json;
import io.auterity.toolkit.http.VendorReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors that a vendor wrote as lists of numbers. */
public final class JsonVectors {

  /**
   * A list of at least one vector.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable} when it is none
   */
  public static List<List<Float>> read(@Nullable Json vectors) {
    if (vectors instanceof Json.Arr(List<Json> items) && !items.isEmpty()) {
      return items.stream().map(JsonVectors::vector).toList();
    }
    throw VendorReply.unreadable("it holds no vectors");
  }

  private static List<Float> vector(Json vector) {
    if (vector instanceof Json.Arr(List<Json> numbers) && !numbers.isEmpty()) {
      return numbers.stream().map(JsonVectors::number).toList();
    }
    throw unreadable();
  }

  private static Float number(Json value) {
    return switch (value) {
      case Json.Dec(double number) -> (float) number;
      case Json.Int(long number) -> (float) number;
      default -> throw unreadable();
    };
  }

  private static RuntimeException unreadable() {
    return VendorReply.unreadable("a vector is no list of numbers");
  }
}
