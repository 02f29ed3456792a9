package io.auterity.workflow.graph;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.expression.ValueType;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The signatures of capabilities: what steps may call, and with which types. */
public interface Signatures {

  /**
   * What a capability takes and gives.
   *
   * @param schema JSON Schema of its input
   * @param output of a stream the list of its events
   * @param secret whether its input holds what no journal may keep
   */
  record Signature(Json.Obj schema, ValueType input, ValueType output, boolean secret) {}

  /** Empty when there is no such capability. */
  Optional<Signature> find(String capability);

  /** All ids, for suggestions. */
  Collection<String> ids();

  /** Those of the catalogue. */
  static Signatures of(Catalogue catalogue) {
    return new Signatures() {
      @Override
      public Optional<Signature> find(String capability) {
        return catalogue.find(capability).map(Signatures::signature);
      }

      @Override
      public Collection<String> ids() {
        return catalogue.ids();
      }
    };
  }

  /** For a version that was accepted before: every capability is there and takes anything. */
  static Signatures unchecked() {
    return new Signatures() {
      @Override
      public Optional<Signature> find(String capability) {
        return Optional.of(
            new Signature(Json.EMPTY, ValueType.Scalar.ANY, ValueType.Scalar.ANY, false));
      }

      @Override
      public Collection<String> ids() {
        return List.of();
      }
    };
  }

  private static Signature signature(Capability capability) {
    ValueType output = ValueType.ofSchema(capability.outputSchema());
    return new Signature(
        capability.inputSchema(),
        ValueType.ofSchema(capability.inputSchema()),
        capability.stream() ? new ValueType.ListOf(output) : output,
        capability.dataClass() == DataClass.SECRET && !capability.namesSecrets());
  }
}
