package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import java.util.List;

/** A vector as numbers: each by its shortest text, as a double shows digits a float never had. */
public final class VectorJson {

  public static Json of(List<Float> vector) {
    return Json.array(
        vector.stream().map(value -> Json.of(Double.parseDouble(value.toString()))).toList());
  }
}
