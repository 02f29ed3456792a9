package io.auterity.platform.catalogue;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import java.util.List;
import java.util.function.Function;

/**
 * An operation that no kind has and one connector brings; a capability of the connector's own name,
 * which its providers alone carry out.
 *
 * @param connector id of the connector
 * @param kind of the connector
 * @param input JSON Schema of an object
 * @param result JSON Schema of an object
 */
public record Extension(
    String connector,
    String kind,
    String resource,
    String verb,
    String summary,
    Effect effect,
    DataClass dataClass,
    Json.Obj input,
    Json.Obj result) {

  /**
   * How its values are held to its form.
   *
   * @param input what is wrong with a value that is given
   * @param result what is wrong with one that is answered
   */
  public record Form(Function<Json, List<Problem>> input, Function<Json, List<Problem>> result) {}

  /** {@code CONNECTOR.resource.verb}. */
  public String id() {
    return String.join(".", connector, resource, verb);
  }

  /** It as every door sees it. */
  public Capability capability(Form form) {
    try {
      return new Capability(
          id(),
          kind,
          resource,
          verb,
          summary,
          effect,
          false,
          false,
          false,
          dataClass,
          false,
          Extended.class.getMethod("extension", ExtensionValue.class, Call.class),
          ExtensionValue.class,
          ExtensionValue.class,
          input,
          result,
          form);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
