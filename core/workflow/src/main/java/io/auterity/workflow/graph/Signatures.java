package io.auterity.workflow.graph;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signatures of capabilities: what steps may call, and with which types. */
public interface Signatures {

  /**
   * What a capability takes and gives.
   *
   * @param schema JSON Schema of its input
   * @param output of a stream the list of its events
   * @param secret whether its input holds what no journal may keep
   * @param fitted fields of the output that fit a JSON Schema, with the field of the input that
   *     gives it
   */
  record Signature(
      Json.Obj schema,
      ValueType input,
      ValueType output,
      boolean secret,
      Map<String, String> fitted) {

    /** The output of a call with that input: a field whose schema is written there has its type. */
    public ValueType output(Template with) {
      if (fitted.isEmpty() || !(output instanceof Struct(Map<String, Struct.Field> fields))) {
        return output;
      }
      Map<String, Struct.Field> typed = new LinkedHashMap<>(fields);
      fitted.forEach(
          (name, from) ->
              written(with, from)
                  .ifPresent(
                      schema ->
                          typed.computeIfPresent(
                              name,
                              (same, field) ->
                                  new Struct.Field(ValueType.ofSchema(schema), field.required()))));
      return new Struct(typed);
    }

    /** The JSON Schemas that an input gives without an expression in them, by their fields. */
    Map<String, Json.Obj> schemas(Template with) {
      Map<String, Json.Obj> written = new LinkedHashMap<>();
      fitted
          .values()
          .forEach(name -> written(with, name).ifPresent(schema -> written.put(name, schema)));
      return written;
    }

    private static Optional<Json.Obj> written(Template with, String name) {
      Json value =
          switch (with instanceof Template.Bounded(Template inner, _) ? inner : with) {
            case Template.Constant(Json.Obj all) -> all.get(name);
            case Template.ObjectOf(Map<String, Template> fields)
                when fields.get(name) instanceof Template.Constant(Json one) ->
                one;
            default -> null;
          };
      return value instanceof Json.Obj schema ? Optional.of(schema) : Optional.empty();
    }
  }

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
            new Signature(Json.EMPTY, ValueType.Scalar.ANY, ValueType.Scalar.ANY, false, Map.of()));
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
        capability.dataClass() == DataClass.SECRET && !capability.namesSecrets(),
        capability.stream() ? Map.of() : capability.fittedFields());
  }
}
